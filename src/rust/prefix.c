/* Attributes, visibility and qualifiers are read from the item's word backwards: there they end
 * at the first token that can be none of them, with no need to know what came before. */
#include "rust/header.h"

/* Kinds of fragments that can stand before an item's word without being a part of it. */
static bool ends_something(struct text kind)
{
    static const char *const kinds[] = {"item", "block", "stmt", "expr", "pat", "ty", "path"};
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (text_is(kind, kinds[i]))
            return true;
    return false;
}

static bool is_harmless(struct text kind)
{
    return text_is(kind, "vis") || text_is(kind, "literal") || text_is(kind, "lifetime");
}

/* `$x` where `at` is the x. */
static bool is_fragment(const struct tokens *tokens, uint32_t at)
{
    return token_is(tokens, at, TOKEN_WORD) && token_is(tokens, at - 1, '$');
}

uint32_t repetition_open(const struct tokens *tokens, uint32_t at)
{
    uint8_t op = tokens->at[at].kind;
    if (op != '*' && op != '+' && op != '?')
        return LEFT_OUT;
    uint32_t close = at - 1;
    if (!token_is(tokens, close, ')') && close > 0)
        close--;
    if (!token_is(tokens, close, ')'))
        return LEFT_OUT;
    uint32_t open = tokens->at[close].mate;
    return token_is(tokens, open - 1, '$') ? open : LEFT_OUT;
}

enum repeated { REPEATS_HARMLESS, REPEATS_QUALIFIER, REPEATS_ITEMS };

/* What does `$( … )*` repeat: attributes or `pub`, something that may contain `const` or `async`,
 * or what is no part of an item's prefix? */
static enum repeated classify_repeated(const struct tokens *tokens,
                                       const struct fragments *fragments, uint32_t open)
{
    enum repeated found = REPEATS_HARMLESS;
    for (uint32_t i = open + 1; i < tokens->at[open].mate; i++) {
        const struct token *token = &tokens->at[i];
        if (is_fragment(tokens, i)) {
            struct text kind = fragments_kind(fragments, token_text(tokens, i));
            if (ends_something(kind))
                return REPEATS_ITEMS;
            if (!token_is(tokens, i - 2, '#') && !is_harmless(kind))
                found = REPEATS_QUALIFIER;
        } else if (token->kind == '{' || token->kind == ';' || token->word == WORD_FN) {
            return REPEATS_ITEMS;
        } else if (token_opens(token)) {
            i = token->mate;
        } else if (token->word == WORD_CONST || token->word == WORD_ASYNC) {
            found = REPEATS_QUALIFIER;
        }
    }
    return found;
}

/* The flag of a qualifier, 0 for one without, or LEFT_OUT for any other word. */
static uint32_t qualifier_flag(const struct tokens *tokens, uint32_t at)
{
    switch (tokens->at[at].word) {
    case WORD_CONST:
        return FN_CONST;
    case WORD_ASYNC:
        return FN_ASYNC;
    case WORD_GEN:
        return FN_GEN;
    case WORD_UNSAFE:
        return FN_UNSAFE;
    case WORD_EXTERN:
        return token_is(tokens, at + 1, TOKEN_LITERAL) &&
                       text_is(token_text(tokens, at + 1), "\"Rust\"")
                   ? 0
                   : FN_EXTERN;
    case WORD_DEFAULT:
    case WORD_SAFE:
        return 0;
    default:
        return LEFT_OUT;
    }
}

/* Read what ends at token `at`: the index before it, or `at` where it belongs to something else. */
static uint32_t step_back(const struct tokens *tokens, const struct fragments *fragments,
                          uint32_t at, struct prefix *out)
{
    const struct token *token = &tokens->at[at];
    if (fragments && is_fragment(tokens, at)) {
        struct text kind = fragments_kind(fragments, token_text(tokens, at));
        if (ends_something(kind))
            return at;
        if (!is_harmless(kind))
            out->flags |= FN_MAYBE_CONST;
        return at - 2;
    }
    uint32_t repeated = fragments ? repetition_open(tokens, at) : LEFT_OUT;
    if (repeated != LEFT_OUT) {
        enum repeated what = classify_repeated(tokens, fragments, repeated);
        if (what == REPEATS_QUALIFIER)
            out->flags |= FN_MAYBE_CONST;
        return what == REPEATS_ITEMS ? at : repeated - 2;
    }
    uint32_t flag = qualifier_flag(tokens, at);
    if (flag != LEFT_OUT) {
        out->flags |= flag;
        out->qualifiers = at;
        return at - 1;
    }
    if (token->kind == TOKEN_LITERAL && token_is_word(tokens, at - 1, WORD_EXTERN))
        return at - 1;
    if (token->word == WORD_PUB || token->word == WORD_CRATE)
        return at - 1;
    if (token->kind == ')' && token_is_word(tokens, token->mate - 1, WORD_PUB))
        return token->mate - 1;
    if (token->kind == ']' && token_is(tokens, token->mate - 1, '#')) {
        out->attributes = token->mate - 1;
        return token->mate - 2;
    }
    return at;
}

void prefix_read(const struct tokens *tokens, const struct fragments *fragments, uint32_t floor,
                 uint32_t item, struct prefix *out)
{
    struct prefix made = {.attributes = LEFT_OUT, .qualifiers = item};
    for (uint32_t at = item - 1; at > floor;) {
        uint32_t before = step_back(tokens, fragments, at, &made);
        if (before == at)
            break;
        at = before;
    }
    if (made.attributes == LEFT_OUT)
        made.attributes = made.qualifiers;
    *out = made;
}
