#include "rewrite/returns.h"

#include "rust/lexer.h"

/* Nobody writes a longer type. One with functions in it, each of which has such a type, would be
 * repeated for each of them. */
#define LONGEST_TYPE 4096

/* The token after the bounds that follow `impl`. */
static uint32_t past_bounds(const struct tokens *tokens, uint32_t at)
{
    int angles = 0;
    for (; at + 1 < tokens->len; at++) {
        const struct token *token = &tokens->at[at];
        if (token_opens(token))
            at = token->mate;
        else if (token_closes(token))
            return at;
        else if (token->kind == '<')
            angles++;
        else if (token->kind == '>' && angles-- == 0)
            return at;
        else if ((token->kind == ',' || token->kind == ';') && angles == 0)
            return at;
    }
    return at;
}

/* Only a literal can span lines, as an argument of a macro. */
static bool some_token_spans_lines(const struct tokens *tokens)
{
    for (uint32_t at = 1; at + 1 < tokens->len; at++)
        if (text_find(token_text(tokens, at), TEXT("\n")) >= 0)
            return true;
    return false;
}

/* Token by token, so that comments and line ends stay behind. */
static void add_tokens(const struct tokens *tokens, struct buffer *out)
{
    uint32_t end = tokens->at[1].start;
    for (uint32_t at = 1; at + 1 < tokens->len; at++) {
        const struct token *token = &tokens->at[at];
        if (token->start != end)
            buffer_putc(out, ' ');
        if (token_is_word(tokens, at, WORD_IMPL)) {
            buffer_putc(out, '_');
            at = past_bounds(tokens, at + 1) - 1;
        } else {
            buffer_add(out, text_slice(tokens->source, token->start, token->end));
        }
        end = tokens->at[at].end;
    }
}

void returns_as_local(struct text type, struct buffer *out)
{
    if (type.len > LONGEST_TYPE) {
        buffer_putc(out, '_');
        return;
    }
    struct tokens tokens;
    tokens_read(type, &tokens);
    if (tokens.balanced && !some_token_spans_lines(&tokens))
        add_tokens(&tokens, out);
    else
        buffer_putc(out, '_');
    tokens_finish(&tokens);
}

bool returns_never(struct text type)
{
    return text_is(text_trim(type), "!");
}
