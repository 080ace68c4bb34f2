#include "rust/attributed.h"

#include "rust/header.h"

/* The token that begins at `offset`, or LEFT_OUT. */
static uint32_t token_at(const struct tokens *tokens, uint32_t offset)
{
    for (uint32_t at = 1; at < tokens->len; at++)
        if (tokens->at[at].start == offset)
            return at;
    return LEFT_OUT;
}

/* The token behind the attributes from token `at` on. */
static uint32_t skip_attributes(const struct tokens *tokens, uint32_t at)
{
    while (token_is(tokens, at, '#') && token_is(tokens, at + 1, '['))
        at = tokens->at[at + 1].mate + 1;
    return at;
}

/* The word of the item that has a body, behind its visibility and qualifiers, or LEFT_OUT. */
static uint32_t item_word(const struct tokens *tokens, uint32_t at)
{
    for (;;) {
        const struct token *token = &tokens->at[at];
        switch (token->word) {
        case WORD_FN:
        case WORD_IMPL:
        case WORD_MOD:
        case WORD_TRAIT:
            return at;
        default:
            if (token->kind != TOKEN_WORD && token->kind != TOKEN_LITERAL && token->kind != '(')
                return LEFT_OUT;
            at = token->kind == '(' ? token->mate + 1 : at + 1;
        }
    }
}

static struct span item_behind(const struct tokens *tokens, uint32_t attribute)
{
    uint32_t from = skip_attributes(tokens, attribute);
    uint32_t word = from > attribute ? item_word(tokens, from) : LEFT_OUT;
    uint32_t body = word == LEFT_OUT ? LEFT_OUT : header_body(tokens, false, word + 1);
    if (body == LEFT_OUT)
        return (struct span){0};
    return (struct span){tokens->at[from].start, tokens->at[tokens->at[body].mate].end};
}

struct span attributed_item(struct text source, uint32_t offset)
{
    struct span item = {0};
    struct tokens tokens;
    tokens_read(source, &tokens);
    uint32_t at = tokens.balanced ? token_at(&tokens, offset) : LEFT_OUT;
    if (at != LEFT_OUT)
        item = item_behind(&tokens, at);
    tokens_finish(&tokens);
    return item;
}
