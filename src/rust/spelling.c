#include "rust/spelling.h"

#include <string.h>

#define TYPE_BYTES 120
#define PATH_BYTES 256

struct speller {
    const struct tokens *tokens;
    char *at;
    size_t len, limit;
    bool full; /* something did not fit and was left out */
};

static bool is_wordy(char byte)
{
    return byte == '$' || text_is_name_byte(byte);
}

/* Would these two bytes make one word, or begin a comment? */
static bool would_join(char before, char after)
{
    if (before == '/')
        return after == '/' || after == '*';
    return is_wordy(before) && is_wordy(after) && before != '$';
}

static void add(struct speller *s, struct text text)
{
    bool apart = s->len && text.len && would_join(s->at[s->len - 1], text.at[0]);
    if (s->full || s->len + apart + text.len > s->limit) {
        s->full = true;
        return;
    }
    if (apart)
        s->at[s->len++] = ' ';
    memcpy(s->at + s->len, text.at, text.len);
    s->len += text.len;
}

/* A NUL, in a literal or in noise, would end the name. */
static struct text printable(struct text token)
{
    return memchr(token.at, '\0', token.len) ? TEXT(SPELLING_CUT) : token;
}

static void add_token(struct speller *s, uint32_t index)
{
    switch (s->tokens->at[index].kind) {
    case ',':
        add(s, token_closes(&s->tokens->at[index + 1]) ? TEXT(",") : TEXT(", "));
        break;
    case ';':
        add(s, TEXT("; "));
        break;
    case '=':
        add(s, TEXT(" = "));
        break;
    case '+':
        add(s, TEXT(" + "));
        break;
    case TOKEN_ARROW:
        add(s, TEXT(" -> "));
        break;
    default:
        add(s, printable(token_text(s->tokens, index)));
    }
}

struct text spell_tokens(struct arena *arena, const struct tokens *tokens, uint32_t from,
                         uint32_t to, size_t limit)
{
    size_t most = tokens->at[to].start - tokens->at[from].start + 2 * (size_t)(to - from);
    struct speller s = {.tokens = tokens, .limit = most < limit ? most : limit};
    s.at = arena_alloc(arena, s.limit + 1);
    for (uint32_t i = from; i < to && !s.full; i++)
        add_token(&s, i);
    return s.full ? (struct text){0} : (struct text){s.at, s.len};
}

uint32_t spelling_skip_angles(const struct tokens *tokens, uint32_t open, uint32_t to)
{
    size_t depth = 0;
    for (uint32_t i = open; i < to; i++) {
        const struct token *token = &tokens->at[i];
        if (token_opens(token))
            i = token->mate;
        else if (token->kind == '<')
            depth++;
        else if (token->kind == '>' && --depth == 0)
            return i + 1;
    }
    return to;
}

/* Does a path or type begin behind this token, so that a `::` or `<` there is a leading one? */
static bool begins_type(const struct token *before)
{
    switch (before->kind) {
    case '>':
    case TOKEN_PATH:
        return false;
    case TOKEN_WORD:
        return before->word == WORD_AS || before->word == WORD_CONST || before->word == WORD_DYN ||
               before->word == WORD_FOR || before->word == WORD_IMPL || before->word == WORD_MUT;
    default:
        return true;
    }
}

/* Lifetimes are left out: is the `+` at `i` still one between two bounds? */
static bool joins_bounds(const struct tokens *tokens, uint32_t from, uint32_t i, uint32_t to)
{
    if (i == from || i + 1 == to || token_is(tokens, i + 1, TOKEN_LIFETIME))
        return false;
    uint32_t before = i - 1;
    while (before >= from + 2 && token_is(tokens, before, TOKEN_LIFETIME) &&
           token_is(tokens, before - 1, '+'))
        before -= 2;
    return !token_is(tokens, before, TOKEN_LIFETIME);
}

/* Spell token `i` of a type; the index of the one to spell next. */
static uint32_t add_type_token(struct speller *s, uint32_t from, uint32_t i, uint32_t to)
{
    const struct token *token = &s->tokens->at[i];
    bool begins = i == from || begins_type(token - 1);
    if (token->kind == TOKEN_LIFETIME || (token->kind == TOKEN_PATH && begins) ||
        (token->kind == '+' && !joins_bounds(s->tokens, from, i, to)))
        return i + 1;
    if (token->word == WORD_FOR && i + 1 < to && token[1].kind == '<')
        return spelling_skip_angles(s->tokens, i + 1, to);
    if (token->kind == '<' && !begins) {
        bool turbofish = token[-1].kind == TOKEN_PATH && s->len >= 2;
        s->len -= turbofish ? 2 : 0;
        return spelling_skip_angles(s->tokens, i, to);
    }
    add_token(s, i);
    return i + 1;
}

struct text spell_type(struct arena *arena, const struct tokens *tokens, uint32_t from, uint32_t to)
{
    char room[TYPE_BYTES];
    struct speller s = {.tokens = tokens, .at = room, .limit = sizeof room};
    size_t brackets = 0;
    for (uint32_t i = from; i < to && !s.full;) {
        const struct token *token = &tokens->at[i];
        brackets += token_opens(token);
        brackets -= token_closes(token);
        if (token->kind == '+' && brackets == 0 && joins_bounds(tokens, from, i, to))
            break;
        i = add_type_token(&s, from, i, to);
    }
    struct text spelt = text_trim((struct text){room, s.len});
    if (s.full)
        return text_of(arena_printf(arena, "%.*s" SPELLING_CUT, TEXT_ARG(spelt)));
    return arena_text(arena, spelt);
}

bool spelling_is_path(struct text spelling)
{
    for (size_t i = 0; i < spelling.len; i++)
        if (!is_wordy(spelling.at[i]) && spelling.at[i] != ':')
            return false;
    return spelling.len > 0;
}

struct text spell_impl(struct arena *arena, struct text type, struct text trait)
{
    if (trait.len)
        return text_of(arena_printf(arena, "<%.*s as %.*s>", TEXT_ARG(type), TEXT_ARG(trait)));
    if (spelling_is_path(type))
        return type;
    return text_of(arena_printf(arena, "<%.*s>", TEXT_ARG(type)));
}

struct text spell_path(struct arena *arena, struct text inside, struct text name)
{
    if (inside.len == 0)
        return name;
    if (name.len == 0)
        return inside;
    if (inside.len > PATH_BYTES)
        inside = TEXT(SPELLING_CUT);
    size_t len = inside.len + 2 + name.len;
    char *made = arena_alloc(arena, len + 1);
    memcpy(made, inside.at, inside.len);
    memcpy(made + inside.len, "::", 2);
    memcpy(made + inside.len + 2, name.at, name.len);
    return (struct text){made, len};
}
