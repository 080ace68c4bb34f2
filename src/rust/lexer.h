/* Rust source cut into tokens, each bracket knowing its partner.
 * In: the bytes of a file.  Out: its tokens without white space, comments, BOM and shebang. */
#ifndef PIANO_RUST_LEXER_H
#define PIANO_RUST_LEXER_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/text.h"
#include "rust/words.h"

/* A token that is one ASCII character has that character as its kind. */
enum token_kind {
    TOKEN_EDGE, /* stands before the first token and after the last, like a pair of brackets */
    TOKEN_WORD = 128, /* an identifier or keyword */
    TOKEN_LIFETIME,
    TOKEN_LITERAL,   /* a number, string or character */
    TOKEN_ARROW,     /* -> */
    TOKEN_FAT_ARROW, /* => */
    TOKEN_PATH,      /* :: */
};

struct token {
    uint32_t start, end; /* bytes */
    uint32_t mate;       /* of a bracket: the index of its partner */
    uint8_t kind;        /* a character or enum token_kind */
    uint8_t word;        /* enum word */
};

/* So many edges follow the last one, beyond `len`, so that looking ahead needs no check. */
#define TOKENS_AHEAD 4

struct tokens {
    struct text source;
    struct token *at;
    size_t len, cap;
    bool balanced; /* false: a bracket, string or comment has no end; at[] is not to be used */
};

/* Cut `source` into tokens. They are by far the most that a scan needs, so they lie on the heap:
 * an arena would clear them first, and keep every copy as they grow. */
void tokens_read(struct text source, struct tokens *out);
void tokens_finish(struct tokens *tokens);

static inline bool token_opens(const struct token *token)
{
    return token->kind == '(' || token->kind == '[' || token->kind == '{';
}

static inline bool token_closes(const struct token *token)
{
    return token->kind == ')' || token->kind == ']' || token->kind == '}';
}

static inline bool token_is(const struct tokens *tokens, uint32_t index, uint8_t kind)
{
    return tokens->at[index].kind == kind;
}

static inline bool token_is_word(const struct tokens *tokens, uint32_t index, enum word word)
{
    return tokens->at[index].word == word;
}

/* The token as it is written, but a raw identifier without its r#. */
struct text token_text(const struct tokens *tokens, uint32_t index);

/* What is written from token `from` up to, but not with, token `to`. */
struct text tokens_text(const struct tokens *tokens, uint32_t from, uint32_t to);

/* Where the first statement or item may stand in the group that token `open` opens: after inner
 * attributes and inner docs. LEFT_OUT where a `//!` ends the file without a newline. */
uint32_t tokens_insertion(const struct tokens *tokens, uint32_t open);

#endif
