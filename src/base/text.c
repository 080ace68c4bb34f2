#include "base/text.h"
#include "base/memory.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define XXH_INLINE_ALL
#include <xxhash.h>

struct text text_of(const char *string)
{
    return (struct text){string, strlen(string)};
}

struct text text_slice(struct text whole, size_t start, size_t end)
{
    /* What is empty may be NULL, to which C adds nothing, not even 0. */
    return (struct text){start ? whole.at + start : whole.at, end - start};
}

static bool is_blank(char byte)
{
    return byte == ' ' || byte == '\t' || byte == '\n' || byte == '\r';
}

struct text text_trim(struct text text)
{
    while (text.len && is_blank(text.at[0]))
        text = text_slice(text, 1, text.len);
    while (text.len && is_blank(text.at[text.len - 1]))
        text.len--;
    return text;
}

bool text_equal(struct text a, struct text b)
{
    return a.len == b.len && (a.len == 0 || memcmp(a.at, b.at, a.len) == 0);
}

bool text_is(struct text text, const char *string)
{
    return text_equal(text, text_of(string));
}

bool text_starts(struct text text, const char *prefix)
{
    size_t len = strlen(prefix);
    return text.len >= len && memcmp(text.at, prefix, len) == 0;
}

bool text_ends(struct text text, const char *suffix)
{
    size_t len = strlen(suffix);
    return text.len >= len && memcmp(text.at + text.len - len, suffix, len) == 0;
}

ptrdiff_t text_find(struct text text, struct text needle)
{
    if (needle.len == 0)
        return 0;
    if (text.len < needle.len)
        return -1;
    const char *found = memmem(text.at, text.len, needle.at, needle.len);
    return found ? found - text.at : -1;
}

int text_compare(const void *a, const void *b)
{
    const struct text *x = a, *y = b;
    size_t shorter = x->len < y->len ? x->len : y->len;
    int order = shorter ? memcmp(x->at, y->at, shorter) : 0;
    return order ? order : (x->len > y->len) - (x->len < y->len);
}

uint64_t text_hash(struct text text)
{
    return XXH3_64bits(text.at, text.len);
}

uint64_t text_hash_after(uint64_t before, struct text text)
{
    return before * 31 + text_hash(text);
}

struct text text_last_part(struct text path)
{
    for (size_t at = path.len; at >= 2; at--)
        if (path.at[at - 1] == ':' && path.at[at - 2] == ':')
            return text_slice(path, at, path.len);
    return path;
}

bool text_next(struct text *rest, char separator, struct text *part)
{
    if (!rest->at)
        return false;
    const char *end = rest->len ? memchr(rest->at, separator, rest->len) : NULL;
    if (!end) {
        *part = *rest;
        *rest = (struct text){0};
        return true;
    }
    size_t at = (size_t)(end - rest->at);
    *part = text_slice(*rest, 0, at);
    *rest = text_slice(*rest, at + 1, rest->len);
    return true;
}

char *arena_string(struct arena *arena, struct text text)
{
    char *copy = arena_alloc(arena, text.len + 1);
    if (text.len)
        memcpy(copy, text.at, text.len);
    return copy;
}

struct text arena_text(struct arena *arena, struct text text)
{
    return (struct text){arena_string(arena, text), text.len};
}

char *arena_printf(struct arena *arena, const char *format, ...)
{
    va_list args, again;
    va_start(args, format);
    va_copy(again, args);
    int len = vsnprintf(NULL, 0, format, args);
    va_end(args);
    char *made = arena_alloc(arena, (size_t)len + 1);
    vsnprintf(made, (size_t)len + 1, format, again);
    va_end(again);
    return made;
}

static void reserve(struct buffer *buffer, size_t more)
{
    if (buffer->cap - buffer->len > more)
        return;
    size_t cap = buffer->cap ? buffer->cap * 2 : 256;
    while (cap - buffer->len <= more)
        cap *= 2;
    char *grown = realloc(buffer->at, cap);
    if (!grown)
        memory_exhausted();
    buffer->at = grown;
    buffer->cap = cap;
}

void buffer_add(struct buffer *buffer, struct text text)
{
    reserve(buffer, text.len);
    if (text.len)
        memcpy(buffer->at + buffer->len, text.at, text.len);
    buffer->len += text.len;
    buffer->at[buffer->len] = '\0';
}

void buffer_puts(struct buffer *buffer, const char *string)
{
    buffer_add(buffer, text_of(string));
}

void buffer_putc(struct buffer *buffer, char byte)
{
    buffer_add(buffer, (struct text){&byte, 1});
}

void buffer_vprintf(struct buffer *buffer, const char *format, va_list args)
{
    va_list again;
    va_copy(again, args);
    int len = vsnprintf(NULL, 0, format, args);
    reserve(buffer, (size_t)len);
    vsnprintf(buffer->at + buffer->len, (size_t)len + 1, format, again);
    va_end(again);
    buffer->len += (size_t)len;
}

void buffer_printf(struct buffer *buffer, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    buffer_vprintf(buffer, format, args);
    va_end(args);
}

static bool needs_quotes(const char *word)
{
    return *word == '\0' || strspn(word, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
                                         "0123456789_-+=.,:/@%^") != strlen(word);
}

void buffer_word(struct buffer *buffer, const char *word)
{
    if (!needs_quotes(word)) {
        buffer_puts(buffer, word);
        return;
    }
    buffer_putc(buffer, '\'');
    for (; *word; word++) {
        if (*word == '\'')
            buffer_puts(buffer, "'\\'");
        buffer_putc(buffer, *word);
    }
    buffer_putc(buffer, '\'');
}

struct text buffer_text(const struct buffer *buffer)
{
    return (struct text){buffer->at, buffer->len};
}

void buffer_finish(struct buffer *buffer)
{
    free(buffer->at);
    *buffer = (struct buffer){0};
}
