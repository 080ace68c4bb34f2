#include "rewrite/awaits.h"

#include <string.h>

#include "rust/header.h"
#include "rust/lexer.h"

/* Macros that await nothing of their own and do not show their arguments' text to the program. */
static const char plain_macros[] =
    " assert_eq assert_ne debug_assert_eq debug_assert_ne eprint eprintln format "
    "format_args matches panic print println todo unimplemented unreachable vec write "
    "writeln ";

/* Macros that await nothing of their own. */
static const char silent_macros[] =
    " addr_of addr_of_mut anyhow assert assert_matches bail cfg compile_error concat dbg "
    "debug debug_assert debug_span ensure env error error_span event eyre file "
    "include_bytes include_str info info_span json line log macro_rules module_path "
    "offset_of option_env pin pin_mut query query_as query_as_unchecked query_file "
    "query_file_as query_file_scalar query_scalar query_unchecked ready span stringify "
    "thread_local trace trace_span warn warn_span ";

static bool is_listed(struct text name, const char *list)
{
    size_t len = strlen(list);
    for (const char *at = list; (at = memmem(at, len, name.at, name.len)); at++) {
        if (at[-1] == ' ' && at[name.len] == ' ')
            return true;
        len = strlen(at + 1);
    }
    return false;
}

/* A stretch of tokens whose awaits belong together. */
struct scope {
    uint32_t close;    /* index of the token that ends it */
    uint32_t function; /* whose awaits they are, or LEFT_OUT: nobody's that we measure */
    bool opaque;       /* inside a macro that may not be edited */
};

struct search {
    struct arena *arena;
    const struct items *items;
    struct tokens tokens;
    ARRAY(struct scope) scopes;
    uint32_t next_function;
    struct awaits *out;
};

static struct scope *innermost(struct search *search)
{
    return &search->scopes.at[search->scopes.len - 1];
}

static void push(struct search *search, struct scope scope)
{
    array_push(search->arena, &search->scopes, scope);
}

static void hide(struct search *search)
{
    uint32_t function = innermost(search)->function;
    if (function != LEFT_OUT)
        search->out->hidden[function] = true;
}

/* A function's body starts here: its awaits are its own, or of no interest. Where the body is a
 * fragment, they stand where the macro is called. */
static void enter_function(struct search *search, uint32_t open)
{
    uint32_t index = search->next_function++;
    if (!token_is(&search->tokens, open, '{'))
        return;
    bool async = search->items->functions.at[index].flags & FN_ASYNC;
    push(search, (struct scope){.close = search->tokens.at[open].mate,
                                .function = async ? index : LEFT_OUT});
}

/* An async block is a future of its own; how far an async closure reaches cannot be told here. */
static void enter_async(struct search *search, uint32_t at)
{
    const struct tokens *tokens = &search->tokens;
    uint32_t next = at + 1;
    while (token_is_word(tokens, next, WORD_MOVE) || token_is_word(tokens, next, WORD_GEN))
        next++;
    if (token_is(tokens, next, '{'))
        push(search, (struct scope){.close = tokens->at[next].mate, .function = LEFT_OUT});
    else if (token_is(tokens, next, '|'))
        hide(search);
}

/* At the `!` of `name!(…)`. */
static void enter_macro(struct search *search, uint32_t at)
{
    const struct tokens *tokens = &search->tokens;
    if (at == 0 || !token_is(tokens, at - 1, TOKEN_WORD) ||
        word_is_reserved(tokens->at[at - 1].word))
        return;
    struct text name = token_text(tokens, at - 1);
    uint32_t open = at + 1;
    if (innermost(search)->function == LEFT_OUT)
        return;
    bool defines = tokens->at[at - 1].word == WORD_MACRO_RULES;
    if (defines)
        open++;
    if (open >= tokens->len || !token_opens(&tokens->at[open]))
        return;
    if (is_listed(name, plain_macros))
        return;
    if (!is_listed(name, silent_macros))
        hide(search);
    push(search, (struct scope){.close = tokens->at[open].mate,
                                .function = defines ? LEFT_OUT : innermost(search)->function,
                                .opaque = true});
}

/* A type awaits nothing, whatever its brackets hold. */
static void enter_impl(struct search *search, uint32_t at)
{
    struct impl_header header;
    if (impl_header_read(&search->tokens, false, at, &header))
        push(search, (struct scope){.close = header.body, .function = LEFT_OUT});
}

static void note_await(struct search *search, uint32_t at)
{
    const struct scope *scope = innermost(search);
    if (scope->function == LEFT_OUT)
        return;
    if (scope->opaque || at == 0 || !token_is(&search->tokens, at - 1, '.'))
        hide(search);
    else
        array_push(search->arena, &search->out->seen,
                   (struct await){search->tokens.at[at - 1].start, scope->function});
}

static bool starts_a_function(const struct search *search, uint32_t at)
{
    return search->next_function < search->items->functions.len &&
           search->tokens.at[at].start ==
               search->items->functions.at[search->next_function].body.start;
}

static void visit(struct search *search, uint32_t at)
{
    const struct token *token = &search->tokens.at[at];
    if (starts_a_function(search, at))
        enter_function(search, at);
    else if (token->kind == '!')
        enter_macro(search, at);
    else if (token->kind == '$' && !token_is_word(&search->tokens, at + 1, WORD_CRATE))
        hide(search); /* what a macro fills in may await */
    else if (token->word == WORD_ASYNC)
        enter_async(search, at);
    else if (token->word == WORD_IMPL)
        enter_impl(search, at);
    else if (token->word == WORD_MACRO)
        hide(search);
    else if (token->word == WORD_AWAIT)
        note_await(search, at);
}

void awaits_find(struct arena *arena, struct text source, const struct items *items,
                 struct awaits *out)
{
    *out = (struct awaits){.hidden = arena_many(arena, bool, items->functions.len)};
    struct search search = {.arena = arena, .items = items, .out = out};
    tokens_read(source, &search.tokens);
    push(&search, (struct scope){.close = UINT32_MAX, .function = LEFT_OUT});
    for (uint32_t at = 0; search.tokens.balanced && at < search.tokens.len; at++) {
        while (innermost(&search)->close <= at)
            search.scopes.len--;
        visit(&search, at);
    }
    tokens_finish(&search.tokens);
}
