/* The lexer follows rustc's. Numbers are cut coarsely: `0.1e+5` is several tokens, none of which
 * can be mistaken for anything that matters here. */
#include "rust/lexer.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "rust/cursor.h"

/* Pattern_White_Space beyond ASCII: U+0085, U+200E, U+200F, U+2028, U+2029. */
static size_t wide_space_len(const char *at, const char *end)
{
    if (end - at >= 2 && memcmp(at, "\xC2\x85", 2) == 0)
        return 2;
    if (end - at < 3 || memcmp(at, "\xE2\x80", 2) != 0)
        return 0;
    unsigned char last = (unsigned char)at[2];
    return last == 0x8E || last == 0x8F || last == 0xA8 || last == 0xA9 ? 3 : 0;
}

static bool is_digit(unsigned char byte)
{
    return byte >= '0' && byte <= '9';
}

static bool starts_word(unsigned char byte)
{
    return text_is_name_byte((char)byte) && !is_digit(byte);
}

/* Do a `#` and a name stand at `c->at`, as in `r#name`? */
static bool is_raw_name(const struct cursor *c)
{
    return cursor_peek(c, 0) == '#' && starts_word(cursor_peek(c, 1)) &&
           !wide_space_len(c->at + 1, c->end);
}

static const char *word_end(const char *at, const char *end)
{
    while (at < end && text_is_name_byte(*at)) {
        if ((unsigned char)*at >= 0x80 && wide_space_len(at, end))
            break;
        at++;
    }
    return at;
}

void cursor_skip_line(struct cursor *c)
{
    const char *newline = memchr(c->at, '\n', (size_t)(c->end - c->at));
    c->at = newline ? newline : c->end;
}

static void skip_block_comment(struct cursor *c)
{
    size_t depth = 0;
    while (c->at < c->end) {
        if (*c->at == '/' && cursor_peek(c, 1) == '*') {
            depth++;
            c->at += 2;
        } else if (*c->at == '*' && cursor_peek(c, 1) == '/') {
            c->at += 2;
            if (--depth == 0)
                return;
        } else {
            c->at++;
        }
    }
    c->ended = false;
}

bool cursor_skip_trivium(struct cursor *c)
{
    unsigned char byte = cursor_peek(c, 0);
    if (cursor_is_space(byte)) {
        while (cursor_is_space(cursor_peek(c, 0)))
            c->at++;
        return true;
    }
    if (byte == '/' && cursor_peek(c, 1) == '/') {
        cursor_skip_line(c);
        return true;
    }
    if (byte == '/' && cursor_peek(c, 1) == '*') {
        skip_block_comment(c);
        return true;
    }
    size_t wide = byte >= 0x80 ? wide_space_len(c->at, c->end) : 0;
    c->at += wide;
    return wide > 0;
}

/* `c->at` is behind the opening quote. */
static void skip_string(struct cursor *c)
{
    while (c->at < c->end) {
        char byte = *c->at++;
        if (byte == '"')
            return;
        if (byte == '\\' && c->at < c->end)
            c->at++;
    }
    c->ended = false;
}

/* `c->at` is behind the opening quote. */
static void skip_raw_string(struct cursor *c, size_t hashes)
{
    const char *quote;
    while ((quote = memchr(c->at, '"', (size_t)(c->end - c->at)))) {
        c->at = quote + 1;
        size_t found = 0;
        while (found < hashes && cursor_peek(c, 0) == '#') {
            c->at++;
            found++;
        }
        if (found == hashes)
            return;
    }
    c->at = c->end;
    c->ended = false;
}

/* `c->at` is at the backslash. */
static void skip_escaped_char(struct cursor *c)
{
    c->at++;
    if (c->at < c->end)
        c->at++;
    while (c->at < c->end && *c->at != '\n')
        if (*c->at++ == '\'')
            return;
    c->ended = false;
}

static size_t char_len(unsigned char lead)
{
    return lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
}

/* `'a'`, `'\n'`, `'a`, `'r#a`: `c->at` is behind the quote. */
static uint8_t lex_quote(struct cursor *c)
{
    unsigned char first = cursor_peek(c, 0);
    if (first == '\\') {
        skip_escaped_char(c);
        return TOKEN_LITERAL;
    }
    size_t len = char_len(first);
    if (cursor_peek(c, len) == '\'') {
        c->at += len + 1;
        return TOKEN_LITERAL;
    }
    if (!text_is_name_byte((char)first) || wide_space_len(c->at, c->end))
        return '\'';
    const char *start = c->at;
    c->at = word_end(c->at, c->end);
    if (first == 'r' && c->at == start + 1 && is_raw_name(c))
        c->at = word_end(c->at + 1, c->end);
    return TOKEN_LIFETIME;
}

/* What follows the prefix r, b, br, c or cr, if it makes a string or a byte of it. */
static bool lex_prefixed(struct cursor *c, struct text prefix)
{
    bool raw = text_is(prefix, "r") || text_is(prefix, "br") || text_is(prefix, "cr");
    bool byte = text_is(prefix, "b");
    size_t hashes = 0;
    while (raw && cursor_peek(c, hashes) == '#')
        hashes++;
    unsigned char quote = cursor_peek(c, hashes);
    if (byte && quote == '\'') {
        c->at++;
        lex_quote(c);
        return true;
    }
    if (quote != '"' || !(raw || byte || text_is(prefix, "c")))
        return false;
    c->at += hashes + 1;
    if (raw)
        skip_raw_string(c, hashes);
    else
        skip_string(c);
    return true;
}

static void lex_word(struct cursor *c, struct token *token)
{
    const char *start = c->at;
    c->at = word_end(c->at, c->end);
    size_t len = (size_t)(c->at - start);
    unsigned char next = cursor_peek(c, 0);
    token->kind = TOKEN_WORD;
    if (next == '"' || next == '\'' || next == '#') {
        if (lex_prefixed(c, (struct text){start, len})) {
            token->kind = TOKEN_LITERAL;
            return;
        }
        if (len == 1 && *start == 'r' && is_raw_name(c)) {
            c->at = word_end(c->at + 1, c->end);
            token->word = WORD_RAW;
            return;
        }
    }
    token->word = (uint8_t)word_of(start, len);
}

static uint8_t lex_punctuation(struct cursor *c)
{
    char byte = *c->at++;
    char next = (char)cursor_peek(c, 0);
    if (byte == ':' && next == ':') {
        c->at++;
        return TOKEN_PATH;
    }
    if ((byte == '-' || byte == '=') && next == '>') {
        c->at++;
        return byte == '-' ? TOKEN_ARROW : TOKEN_FAT_ARROW;
    }
    return (uint8_t)byte;
}

/* The token at `c->at`, which is no trivium. */
static struct token lex(struct cursor *c)
{
    struct token token = {.start = (uint32_t)(c->at - c->start)};
    unsigned char first = (unsigned char)*c->at;
    if (starts_word(first)) {
        lex_word(c, &token);
    } else if (is_digit(first)) {
        c->at = word_end(c->at, c->end);
        token.kind = TOKEN_LITERAL;
    } else if (first == '"') {
        c->at++;
        skip_string(c);
        token.kind = TOKEN_LITERAL;
    } else if (first == '\'') {
        c->at++;
        token.kind = lex_quote(c);
    } else {
        token.kind = lex_punctuation(c);
    }
    token.end = (uint32_t)(c->at - c->start);
    return token;
}

static char partner(uint8_t open)
{
    return open == '(' ? ')' : open == '[' ? ']' : open == '{' ? '}' : 0;
}

/* Until its partner is found, an open bracket's `mate` is the open bracket around it. */
static bool pair_up(struct tokens *tokens, uint32_t *innermost)
{
    uint32_t index = (uint32_t)tokens->len - 1;
    struct token *token = &tokens->at[index];
    if (token_opens(token)) {
        token->mate = *innermost;
        *innermost = index;
    } else if (token_closes(token)) {
        struct token *open = &tokens->at[*innermost];
        if (partner(open->kind) != token->kind)
            return false;
        token->mate = *innermost;
        *innermost = open->mate;
        open->mate = index;
    }
    return true;
}

static void push(struct tokens *tokens, struct token token)
{
    if (tokens->len == tokens->cap) {
        tokens->cap *= 2;
        tokens->at = realloc(tokens->at, tokens->cap * sizeof *tokens->at);
        if (!tokens->at)
            memory_exhausted();
    }
    tokens->at[tokens->len++] = token;
}

static void push_edge(struct tokens *tokens, const struct cursor *c)
{
    uint32_t at = (uint32_t)(c->at - c->start);
    push(tokens, (struct token){.start = at, .end = at, .kind = TOKEN_EDGE});
}

void tokens_read(struct text source, struct tokens *out)
{
    if (source.len == 0)
        source = TEXT(""); /* it may have been NULL, which no cursor can stand on */
    /* A token for every four bytes is more than most files have. */
    size_t guess = source.len / 4 + 16;
    struct tokens made = {.source = source, .cap = guess, .balanced = true};
    made.at = malloc(guess * sizeof *made.at);
    if (!made.at)
        memory_exhausted();
    struct cursor c = {source.at, source.at, source.at + source.len, true};
    uint32_t innermost = 0;
    cursor_skip_head(&c);
    push_edge(&made, &c);
    while (made.balanced) {
        while (cursor_skip_trivium(&c))
            continue;
        if (c.at >= c.end)
            break;
        push(&made, lex(&c));
        made.balanced = pair_up(&made, &innermost);
    }
    c.at = c.end;
    for (int i = 0; i <= TOKENS_AHEAD; i++)
        push_edge(&made, &c);
    made.len -= TOKENS_AHEAD;
    made.at[0].mate = (uint32_t)made.len - 1;
    made.balanced = made.balanced && c.ended && innermost == 0;
    *out = made;
}

void tokens_finish(struct tokens *tokens)
{
    free(tokens->at);
    *tokens = (struct tokens){0};
}

struct text token_text(const struct tokens *tokens, uint32_t index)
{
    const struct token *token = &tokens->at[index];
    return text_slice(tokens->source, token->start + (token->word == WORD_RAW ? 2 : 0), token->end);
}

struct text tokens_text(const struct tokens *tokens, uint32_t from, uint32_t to)
{
    if (from >= to)
        return (struct text){0};
    return text_slice(tokens->source, tokens->at[from].start, tokens->at[to - 1].end);
}
