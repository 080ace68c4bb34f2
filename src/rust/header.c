#include "rust/header.h"

#include "rust/walk.h"

/* `$( … )`, whose separator and operator are left to be stepped over. */
static bool is_repetition(const struct tokens *tokens, uint32_t at)
{
    return token_is(tokens, at, '$') && token_is(tokens, at + 1, '(');
}

static struct span bytes_of(const struct tokens *tokens, uint32_t from, uint32_t to)
{
    if (from >= to)
        return (struct span){0};
    return (struct span){tokens->at[from].start, tokens->at[to - 1].end};
}

/* Can a header go on with this token, so that the fragment before it was no body? */
static bool continues_header(const struct token *token)
{
    switch (token->kind) {
    case '{':
    case '(':
    case ';':
    case ':':
    case '<':
    case '+':
    case '$':
    case TOKEN_ARROW:
    case TOKEN_PATH:
        return true;
    default:
        return token->word == WORD_WHERE;
    }
}

/* Is the `$name` at token `at` the function's whole body? */
static bool is_body_fragment(const struct tokens *tokens, const struct fragments *fragments,
                             uint32_t at)
{
    struct text kind = fragments_kind(fragments, token_text(tokens, at + 1));
    if (text_is(kind, "block"))
        return true;
    bool may_be = kind.len == 0 || text_is(kind, "tt") || text_is(kind, "expr");
    return may_be && !continues_header(&tokens->at[at + 2]);
}

/* Where the parts of a function's header lie, as they are found. Token indices. */
struct parts {
    uint32_t after_parameters;
    uint32_t returns, returns_end;
};

/* A token at depth 0 of a transcriber that may stand for several: true where it is the body. */
static bool read_fragment(const struct walk *walk, const struct fragments *fragments,
                          struct parts *parts, struct function_header *header)
{
    const struct tokens *tokens = walk->tokens;
    uint32_t at = walk->at;
    if (is_repetition(tokens, at)) {
        if (parts->after_parameters != LEFT_OUT && parts->returns_end == LEFT_OUT) {
            if (parts->returns == LEFT_OUT || parts->returns == at)
                header->flags |= FN_UNCLEAR_RETURN;
            parts->returns_end = at;
        }
        return false;
    }
    if (!token_is(tokens, at + 1, TOKEN_WORD))
        return false;
    if (parts->after_parameters == LEFT_OUT)
        parts->after_parameters = walk->next;
    else if (parts->returns != at && is_body_fragment(tokens, fragments, at))
        return true;
    return false;
}

/* A token of the header outside all brackets. */
static void read_part(const struct walk *walk, struct parts *parts)
{
    const struct token *token = &walk->tokens->at[walk->at];
    if (token->kind == '(' && parts->after_parameters == LEFT_OUT &&
        !token_is(walk->tokens, walk->at - 1, '$'))
        parts->after_parameters = walk->next;
    else if (token->kind == TOKEN_ARROW && walk->at == parts->after_parameters)
        parts->returns = walk->next;
    else if (token->word == WORD_WHERE && parts->returns_end == LEFT_OUT)
        parts->returns_end = walk->at;
}

bool function_header_read(const struct tokens *tokens, const struct fragments *fragments,
                          uint32_t fn, struct function_header *out)
{
    struct function_header made = {.name = fn + 1};
    made.name_end = name_end(tokens, fragments != NULL, made.name);
    if (made.name_end == LEFT_OUT)
        return false;
    struct parts parts = {LEFT_OUT, LEFT_OUT, LEFT_OUT};
    struct walk walk = {.tokens = tokens, .in_rules = fragments != NULL, .at = made.name_end};
    enum step found;
    for (; (found = walk_step(&walk)) == STEP_ON; walk.at = walk.next) {
        if (walk.angles || token_is(tokens, walk.at, '>'))
            continue;
        if (fragments && token_is(tokens, walk.at, '$')) {
            if (read_fragment(&walk, fragments, &parts, &made)) {
                made.flags |= FN_UNNAMED_BODY;
                break;
            }
            continue;
        }
        read_part(&walk, &parts);
    }
    if (found == STEP_END || parts.after_parameters == LEFT_OUT)
        return false;
    made.body = walk.at;
    made.body_end = found == STEP_BODY ? tokens->at[walk.at].mate : walk.at + 1;
    if (parts.returns != LEFT_OUT)
        made.returns = bytes_of(tokens, parts.returns,
                                parts.returns_end < walk.at ? parts.returns_end : walk.at);
    *out = made;
    return true;
}

uint32_t header_body(const struct tokens *tokens, bool in_rules, uint32_t from)
{
    struct walk walk = {.tokens = tokens, .in_rules = in_rules, .at = from};
    enum step found;
    while ((found = walk_step(&walk)) == STEP_ON)
        walk.at = walk.next;
    return found == STEP_BODY ? walk.at : LEFT_OUT;
}

/* Behind `impl<…>`: the token after the generics. */
static uint32_t skip_generics(struct walk *walk)
{
    if (!token_is(walk->tokens, walk->at, '<'))
        return walk->at;
    while (walk_step(walk) == STEP_ON) {
        walk->at = walk->next;
        if (walk->angles == 0)
            break;
    }
    return walk->at;
}

/* `<'a>` behind `for`, where `<T as Trait>::Type` may stand too. */
static bool is_binder(const struct tokens *tokens, uint32_t at)
{
    if (!token_is(tokens, at, '<'))
        return false;
    if (token_is(tokens, at + 1, '$') && token_is(tokens, at + 2, TOKEN_WORD))
        return !token_is_word(tokens, at + 3, WORD_AS);
    return token_is(tokens, at + 1, TOKEN_LIFETIME) || token_is(tokens, at + 1, '>');
}

bool impl_header_read(const struct tokens *tokens, bool in_rules, uint32_t impl,
                      struct impl_header *out)
{
    if (!impl_is_item(tokens, in_rules, impl))
        return false;
    struct walk walk = {.tokens = tokens, .in_rules = in_rules, .at = impl + 1};
    struct impl_header made = {.trait = skip_generics(&walk), .type_end = LEFT_OUT};
    made.constant = token_is_word(tokens, made.trait, WORD_CONST);
    made.trait += made.constant;
    made.trait += token_is(tokens, made.trait, '!');
    made.type = made.trait_end = made.trait;
    enum step found;
    for (; (found = walk_step(&walk)) == STEP_ON; walk.at = walk.next) {
        if (walk.angles)
            continue;
        if (token_is_word(tokens, walk.at, WORD_FOR) && !is_binder(tokens, walk.next) &&
            made.type == made.trait) {
            made.trait_end = walk.at;
            made.type = walk.next;
        } else if (token_is_word(tokens, walk.at, WORD_WHERE) && made.type_end == LEFT_OUT) {
            made.type_end = walk.at;
        }
    }
    if (found != STEP_BODY)
        return false;
    made.body = walk.at;
    if (made.type_end == LEFT_OUT)
        made.type_end = walk.at;
    *out = made;
    return true;
}

uint32_t statement_end(const struct tokens *tokens, uint32_t from)
{
    struct walk walk = {.tokens = tokens, .in_rules = true, .at = from};
    for (; !token_is(tokens, walk.at, ';'); walk.at++) {
        const struct token *token = &tokens->at[walk.at];
        if (token->kind == TOKEN_EDGE || token_closes(token) || token->kind == '#' ||
            walk_starts_item(&walk, walk.at))
            return LEFT_OUT;
        if (token_opens(token))
            walk.at = token->mate;
    }
    return walk.at;
}

bool static_header_read(const struct tokens *tokens, uint32_t word, struct static_header *out)
{
    uint32_t colon = name_colon(tokens, word + 1 + token_is_word(tokens, word + 1, WORD_MUT));
    if (colon == LEFT_OUT)
        return false;
    struct walk walk = {.tokens = tokens, .at = colon + 1};
    while (walk_step(&walk) == STEP_ON && !(token_is(tokens, walk.at, '=') && walk.angles == 0))
        walk.at = walk.next;
    if (walk.at == colon + 1 || !token_is(tokens, walk.at, '='))
        return false;
    uint32_t end = statement_end(tokens, walk.next);
    if (end == LEFT_OUT || end == walk.next)
        return false;
    out->type = bytes_of(tokens, colon + 1, walk.at);
    out->value = bytes_of(tokens, walk.next, end);
    return true;
}
