/* Slices of bytes and a growable buffer. Text is bytes in UTF-8 as found: nothing here
 * assumes that it is valid, or that it ends with NUL. */
#ifndef PIANO_BASE_TEXT_H
#define PIANO_BASE_TEXT_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"

struct text {
    const char *at;
    size_t len;
};

#define TEXT(literal) ((struct text){literal, sizeof(literal) - 1})
/* For printf's "%.*s". */
#define TEXT_ARG(text) (int)(text).len, (text).at

/* A letter, digit, `_`, or of a character beyond ASCII? */
static inline bool text_is_name_byte(char byte)
{
    static const uint64_t set[4] = {0x03FF000000000000, 0x07FFFFFE87FFFFFE, UINT64_MAX, UINT64_MAX};
    return set[(unsigned char)byte >> 6] >> (byte & 63) & 1;
}

/* Slices share the bytes of what they are taken from; nothing is copied. */
struct text text_of(const char *string); /* without its NUL */
/* The bytes from `start` up to `end`, which must lie within it. */
struct text text_slice(struct text whole, size_t start, size_t end);
struct text text_trim(struct text text); /* without blanks and line ends around it */
bool text_equal(struct text a, struct text b);
bool text_is(struct text text, const char *string);
bool text_starts(struct text text, const char *prefix);
bool text_ends(struct text text, const char *suffix);
/* The offset of the first `needle`, or -1. */
ptrdiff_t text_find(struct text text, struct text needle);
int text_compare(const void *a, const void *b); /* two struct text *, for qsort */
uint64_t text_hash(struct text text);           /* XXH3, 64 bits */
/* Of several texts: `before` is the hash of those before this one, 0 at first. */
uint64_t text_hash_after(uint64_t before, struct text text);

/* Of a path of names, what stands behind the last "::"; all of it where there is none. */
struct text text_last_part(struct text path);

/* Cut up to the first `separator` off the front of `rest`; false once `rest` is used up. */
bool text_next(struct text *rest, char separator, struct text *part);

/* Copies in the arena that also end with NUL. */
char *arena_string(struct arena *arena, struct text text);
char *arena_printf(struct arena *arena, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
struct text arena_text(struct arena *arena, struct text text);

/* A growable string on the heap; zero is empty, `at` ends with NUL once something was added. */
struct buffer {
    char *at;
    size_t len, cap;
};

void buffer_add(struct buffer *buffer, struct text text);
void buffer_puts(struct buffer *buffer, const char *string);
void buffer_putc(struct buffer *buffer, char byte);
void buffer_printf(struct buffer *buffer, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
void buffer_vprintf(struct buffer *buffer, const char *format, va_list args)
    __attribute__((format(printf, 2, 0)));
/* As a shell would have it: in quotes where it needs them. */
void buffer_word(struct buffer *buffer, const char *word);
/* What is in it, valid until something is added. */
struct text buffer_text(const struct buffer *buffer);
void buffer_finish(struct buffer *buffer);

#endif
