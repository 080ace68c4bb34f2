#include "rust/respell.h"

#include "rust/spelling.h"

/* A type that was cut short already stays as it is. */
static struct text spell_again(struct arena *arena, const struct tokens *tokens, uint32_t from,
                               uint32_t to)
{
    struct text whole = tokens_text(tokens, from, to);
    return text_ends(whole, SPELLING_CUT) ? whole : spell_type(arena, tokens, from, to);
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
            i = spelling_skip_angles(tokens, i, to) - 1;
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
            i = spelling_skip_angles(tokens, i, to) - 1;
        else if (token->kind == TOKEN_PATH)
            end = i;
    }
    return end;
}

/* "<Type as Trait>" or "<[T]>"; of a path's arguments, as in "Vec::<T>::new", nothing. */
static struct text spell_qualified(struct arena *arena, const struct tokens *tokens, uint32_t open,
                                   uint32_t to)
{
    uint32_t close = spelling_skip_angles(tokens, open, to) - 1;
    if (!token_is(tokens, close, '>'))
        return tokens_text(tokens, open, to);
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

struct text respell_name(struct arena *arena, struct text name)
{
    if (spelling_is_path(name))
        return name;
    struct tokens tokens;
    tokens_read(name, &tokens);
    struct text made = tokens.balanced ? spell_parts(arena, &tokens) : name;
    tokens_finish(&tokens);
    return made;
}
