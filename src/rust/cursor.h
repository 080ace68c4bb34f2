/* A place in the bytes of a file. Only the lexer's own files include this. */
#ifndef PIANO_RUST_CURSOR_H
#define PIANO_RUST_CURSOR_H

#include <stdbool.h>
#include <stddef.h>

struct cursor {
    const char *start, *at, *end;
    bool ended; /* everything that began has ended so far */
};

/* The byte so many places ahead; 0 behind the end. */
static inline unsigned char cursor_peek(const struct cursor *c, size_t ahead)
{
    return ahead < (size_t)(c->end - c->at) ? (unsigned char)c->at[ahead] : 0;
}

static inline bool cursor_is_space(unsigned char byte)
{
    return byte == ' ' || (byte >= '\t' && byte <= '\r');
}

/* Skip one piece of white space or one comment; false where there is none. */
bool cursor_skip_trivium(struct cursor *c);

/* Skip up to the newline. */
void cursor_skip_line(struct cursor *c);

/* Skip what may precede the first token of a file: BOM, shebang line, a script's manifest. */
void cursor_skip_head(struct cursor *c);

#endif
