#include "rust/spelling.h"

#include <string.h>

#define TYPE_BYTES 120
#define PATH_BYTES 256
#define ELLIPSIS "…"

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
    return memchr(token.at, '\0', token.len) ? TEXT(ELLIPSIS) : token;
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

/* The index behind the `>` that closes the `<` at `open`, at most `to`. */
static uint32_t skip_angles(const struct tokens *tokens, uint32_t open, uint32_t to)
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

/* Spell token `i` of a type; the index of the one to spell next. */
static uint32_t add_type_token(struct speller *s, uint32_t from, uint32_t i, uint32_t to)
{
    const struct token *token = &s->tokens->at[i];
    bool begins = i == from || begins_type(token - 1);
    if (token->kind == TOKEN_LIFETIME || (token->kind == TOKEN_PATH && begins))
        return i + 1;
    if (token->word == WORD_FOR && i + 1 < to && token[1].kind == '<')
        return skip_angles(s->tokens, i + 1, to);
    if (token->kind == '<' && !begins) {
        bool turbofish = token[-1].kind == TOKEN_PATH && s->len >= 2;
        s->len -= turbofish ? 2 : 0;
        return skip_angles(s->tokens, i, to);
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
        if (token->kind == '+' && brackets == 0)
            break;
        i = add_type_token(&s, from, i, to);
    }
    struct text spelt = text_trim((struct text){room, s.len});
    if (s.full)
        return text_of(arena_printf(arena, "%.*s" ELLIPSIS, TEXT_ARG(spelt)));
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
    if (inside.len > PATH_BYTES)
        inside = TEXT(ELLIPSIS);
    size_t len = inside.len + 2 + name.len;
    char *made = arena_alloc(arena, len + 1);
    memcpy(made, inside.at, inside.len);
    memcpy(made + inside.len, "::", 2);
    memcpy(made + inside.len + 2, name.at, name.len);
    return (struct text){made, len};
}

static struct text text_between(const struct tokens *tokens, uint32_t from, uint32_t to)
{
    if (from >= to)
        return (struct text){0};
    return text_slice(tokens->source, tokens->at[from].start, tokens->at[to - 1].end);
}

/* A type that was cut short already stays as it is. */
static struct text spell_again(struct arena *arena, const struct tokens *tokens, uint32_t from,
                               uint32_t to)
{
    struct text whole = text_between(tokens, from, to);
    return text_ends(whole, ELLIPSIS) ? whole : spell_type(arena, tokens, from, to);
}

/* The `as` of "Type as Trait", or `to`. */
static uint32_t find_as(const struct tokens *tokens, uint32_t from, uint32_t to)
{
    for (uint32_t i = from; i < to; i++) {
        const struct token *token = &tokens->at[i];
        if (token->word == WORD_AS)
            return i;
        if (token_opens(token))
            i = token->mate;
        else if (token->kind == '<')
            i = skip_angles(tokens, i, to) - 1;
    }
    return to;
}

/* Does a name with or without generic arguments stand here? */
static bool is_segment(const struct tokens *tokens, uint32_t at)
{
    const struct token *next = &tokens->at[at + 1];
    if (token_is(tokens, at, '$'))
        return true;
    return token_is(tokens, at, TOKEN_WORD) &&
           (next->kind == TOKEN_PATH || next->kind == TOKEN_EDGE || next->kind == '<');
}

/* Behind the part of a name that begins at token `at`. A type that is no path and stands in no <>
 * is that of an impl; the last `::` leads to its method. */
static uint32_t part_end(const struct tokens *tokens, uint32_t at, uint32_t to)
{
    bool bare_type = !is_segment(tokens, at) && !token_is(tokens, at, '<');
    uint32_t end = to;
    for (uint32_t i = at; i < to && (bare_type || end == to); i++) {
        const struct token *token = &tokens->at[i];
        if (token_opens(token))
            i = token->mate;
        else if (token->kind == '<')
            i = skip_angles(tokens, i, to) - 1;
        else if (token->kind == TOKEN_PATH)
            end = i;
    }
    return end;
}

/* "<Type as Trait>" or "<[T]>"; of a path's arguments, as in "Vec::<T>::new", nothing. */
static struct text spell_qualified(struct arena *arena, const struct tokens *tokens, uint32_t open,
                                   uint32_t to)
{
    uint32_t close = skip_angles(tokens, open, to) - 1;
    if (!token_is(tokens, close, '>'))
        return text_between(tokens, open, to);
    uint32_t as = find_as(tokens, open + 1, close);
    struct text type = spell_again(arena, tokens, open + 1, as);
    if (as == close && spelling_is_path(type))
        return (struct text){0};
    return spell_impl(arena, type, spell_again(arena, tokens, as + 1, close));
}

static struct text spell_part(struct arena *arena, const struct tokens *tokens, uint32_t from,
                              uint32_t to)
{
    if (token_is(tokens, from, '<'))
        return spell_qualified(arena, tokens, from, to);
    if (to == from + 1)
        return token_text(tokens, from);
    return spell_impl(arena, spell_again(arena, tokens, from, to), (struct text){0});
}

static struct text spell_parts(struct arena *arena, const struct tokens *tokens)
{
    struct buffer made = {0};
    uint32_t to = (uint32_t)tokens->len - 1;
    for (uint32_t at = 1, end = 1; at < to; at = end + 1) {
        end = at;
        if (token_is(tokens, at, TOKEN_PATH)) /* that a type began with */
            continue;
        end = part_end(tokens, at, to);
        struct text part = spell_part(arena, tokens, at, end);
        if (made.len && part.len)
            buffer_puts(&made, "::");
        buffer_add(&made, part);
    }
    struct text name = arena_text(arena, buffer_text(&made));
    buffer_finish(&made);
    return name;
}

struct text spell_expanded(struct arena *arena, struct text name)
{
    if (spelling_is_path(name))
        return name;
    struct tokens tokens;
    tokens_read(name, &tokens);
    struct text made = tokens.balanced ? spell_parts(arena, &tokens) : name;
    tokens_finish(&tokens);
    return made;
}
