/* Macros: which tokens are items, which are templates. */
#include "rust/scan.h"

#include "rust/gate.h"

/* Calls of these hold items or statements that are compiled as they stand. Others may hold
 * templates: tokens that only look like functions. */
static bool passes_items(const struct scan *scan, struct text macro)
{
    static const char *const known[] = {"cfg_if", "cfg_select", "paste", "proptest", "quickcheck"};
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (text_is(macro, known[i]))
            return true;
    return text_starts(macro, "cfg_") || name_map_find(&scan->passing, macro) != SIZE_MAX;
}

/* Calls of these put what a build script wrote among the items: tonic::include_proto!,
 * slint::include_modules!, lalrpop_mod!, capnp::generated_code!. */
static bool includes_made(struct text macro)
{
    return text_starts(macro, "include_") || text_is(macro, "lalrpop_mod") ||
           text_is(macro, "generated_code");
}

static bool has_branches(struct text macro)
{
    return text_is(macro, "cfg_if") || text_is(macro, "cfg_select");
}

/* The first token of the path that ends at token `at`. */
static uint32_t path_start(const struct tokens *tokens, uint32_t at)
{
    while (token_is(tokens, at - 1, TOKEN_PATH))
        at -= token_is(tokens, at - 2, TOKEN_WORD) ? 2 : 1;
    return at;
}

/* Go into the call of the macro named at token `at`; `flag` says what becomes of what it holds. */
static uint32_t enter_call(struct scan *scan, uint32_t at, uint32_t open, enum function_flag flag)
{
    struct attributes attributes = scan_attributes(scan, path_start(&scan->tokens, at));
    struct scope scope = scope_inside(scan, open);
    if (scan_at_member(scan))
        scope.member_flags = scan_top(scan)->member_flags;
    scope.flags |= flag;
    if (has_branches(token_text(&scan->tokens, at)))
        scope.kind = SCOPE_BRANCHES;
    scope.branch_from = open + 1;
    scope.earlier = (struct text){0};
    scope_apply(scan, &scope, &attributes);
    scope_push(scan, scope);
    return open;
}

/* What is known of the fragment whose dollar stands at this token, if it may hold items; else NULL.
 */
static struct handling *handling_of(struct scan *scan, uint32_t dollar)
{
    const struct tokens *tokens = &scan->tokens;
    const struct scope *top = scan_top(scan);
    if (!top->fragments || !token_is(tokens, dollar, '$') ||
        !token_is(tokens, dollar + 1, TOKEN_WORD))
        return NULL;
    struct text name = token_text(tokens, dollar + 1);
    if (text_equal(name, top->fragments->whole))
        return &top->definition->whole;
    bool is_item = text_is(fragments_kind(top->fragments, name), "item");
    return is_item ? &top->definition->items : NULL;
}

/* `$($name)*` as an item of the transcriber's own: with the dollar of `$name` at that token. */
static bool places_whole(struct scan *scan, uint32_t dollar)
{
    const struct tokens *tokens = &scan->tokens;
    const struct token *before = &tokens->at[dollar - 3];
    bool repeated = token_is(tokens, dollar - 1, '(') && token_is(tokens, dollar - 2, '$') &&
                    token_is(tokens, dollar + 2, ')') &&
                    (token_is(tokens, dollar + 3, '*') || token_is(tokens, dollar + 3, '+'));
    return repeated && scan->depth == scan_top(scan)->definition->depth + 1 &&
           (before->kind == ';' || before->kind == '}' || token_opens(before));
}

/* Step over the call of a macro that may do anything with its tokens. A macro that calls itself
 * only does what it does anyway. */
static uint32_t skip_call(struct scan *scan, uint32_t name, uint32_t open)
{
    const struct scope *top = scan_top(scan);
    uint32_t close = scan->tokens.at[open].mate;
    bool looks = top->fragments && (top->fragments->take_items || top->fragments->whole.len) &&
                 !text_equal(token_text(&scan->tokens, name), top->definition->name);
    for (uint32_t i = open + 1; looks && i < close; i++) {
        struct handling *handling = handling_of(scan, i);
        if (handling)
            handling->shows = true;
    }
    return close + 1;
}

static bool has_word(const struct tokens *tokens, uint32_t open, enum word word)
{
    for (uint32_t i = open + 1; i < tokens->at[open].mate; i++)
        if (tokens->at[i].word == word)
            return true;
    return false;
}

/* What looks like functions in a call of that kind is not to be measured, but to be named. Within
 * such a call there is no need to look ahead: that would be once for each level. */
static bool names_functions(struct scan *scan, uint32_t open)
{
    const struct scope *top = scan_top(scan);
    return !top->fragments &&
           ((top->flags & FN_IN_TOKENS) || has_word(&scan->tokens, open, WORD_FN));
}

uint32_t visit_name(struct scan *scan, uint32_t at)
{
    const struct tokens *tokens = &scan->tokens;
    uint32_t open = call_open(tokens, at);
    if (open == LEFT_OUT)
        return at + 1;
    if (text_is(token_text(tokens, at), "include"))
        visit_inclusion(scan, at);
    if (passes_items(scan, token_text(tokens, at)))
        return enter_call(scan, at, open, FN_IN_CALL);
    if (names_functions(scan, open))
        return enter_call(scan, at, open, FN_IN_TOKENS);
    if (includes_made(token_text(tokens, at)))
        scan_unread(scan, path_start(tokens, at), at);
    return skip_call(scan, at, open);
}

uint32_t visit_fragment(struct scan *scan, uint32_t at)
{
    const struct tokens *tokens = &scan->tokens;
    if (!token_is(tokens, at + 1, TOKEN_WORD))
        return at + 1;
    uint32_t open = call_open(tokens, at + 1);
    if (open != LEFT_OUT)
        return skip_call(scan, at + 1, open);
    struct handling *handling = handling_of(scan, at);
    if (!handling)
        return at + 2;
    if (handling == &scan_top(scan)->definition->whole && !places_whole(scan, at))
        handling->shows = true;
    handling->passes = true;
    return at + 2;
}

uint32_t visit_macro_rules(struct scan *scan, uint32_t at)
{
    const struct tokens *tokens = &scan->tokens;
    if (!token_is(tokens, at + 1, '!'))
        return at + 1;
    uint32_t name = at + 2 + token_is(tokens, at + 2, '$'), open = name + 1;
    if (!token_is(tokens, name, TOKEN_WORD) || !token_opens(&tokens->at[open]))
        return at + 1;
    struct scope scope = scope_inside(scan, open);
    scope.kind = SCOPE_RULES;
    scope.definition = arena_new(&scan->scratch, struct definition);
    scope.definition->name = token_text(tokens, name);
    scope_push(scan, scope);
    return open;
}

/* A matcher's bracket: learn what it binds, and go on behind it. */
static uint32_t read_matcher(struct scan *scan, uint32_t open)
{
    struct scope *rules = scan_top(scan);
    fragments_read(&scan->scratch, &scan->tokens, open, &rules->matched);
    return scan->tokens.at[open].mate + 1;
}

static uint32_t enter_transcriber(struct scan *scan, uint32_t open)
{
    struct scope scope = scope_inside(scan, open);
    struct fragments *fragments = arena_new(&scan->scratch, struct fragments);
    *fragments = scan_top(scan)->matched;
    scope.fragments = fragments;
    scope.flags |= FN_IN_RULES;
    scope.definition->rules++;
    scope.definition->depth = scope.depth;
    scope_push(scan, scope);
    scan->depth++;
    return open + 1;
}

uint32_t visit_rule(struct scan *scan, uint32_t at)
{
    const struct token *token = &scan->tokens.at[at];
    if (!token_opens(token))
        return at + 1;
    return token[-1].kind == TOKEN_FAT_ARROW ? enter_transcriber(scan, at) : read_matcher(scan, at);
}

uint32_t visit_macro(struct scan *scan, uint32_t at)
{
    const struct tokens *tokens = &scan->tokens;
    uint32_t name = at + 1 + token_is(tokens, at + 1, '$'), open = name + 1;
    if (!token_is(tokens, name, TOKEN_WORD))
        return at + 1;
    if (token_is(tokens, open, '('))
        open = tokens->at[open].mate + 1;
    return token_is(tokens, open, '{') ? tokens->at[open].mate + 1 : at + 1;
}

/* `if #[cfg(P)] {`, `else {`, `P => {` or `_ => {` with its bracket at token `open`. */
static struct attributes branch_attributes(struct scan *scan, uint32_t from, uint32_t open)
{
    struct attributes attributes = {0};
    const struct tokens *tokens = &scan->tokens;
    if (!token_is(tokens, open - 1, TOKEN_FAT_ARROW)) {
        attributes_read(&scan->scratch, tokens, from, open, &attributes);
        return attributes;
    }
    from += token_is(tokens, from, ',');
    if (!text_is(token_text(tokens, from), "_"))
        attributes_read_predicate(&scan->scratch, tokens, from, open - 1, &attributes);
    return attributes;
}

uint32_t visit_branch(struct scan *scan, uint32_t at)
{
    struct scope *branches = scan_top(scan);
    struct attributes attributes = branch_attributes(scan, branches->branch_from, at);
    struct text own = attributes_gate(&scan->scratch, &attributes, (struct text){0});
    struct scope scope = scope_inside(scan, at);
    scope.member_flags = branches->member_flags;
    scope.gate = gate_all(&scan->scratch, scope.gate, gate_none(&scan->scratch, branches->earlier));
    scope_apply(scan, &scope, &attributes);
    branches->earlier = gate_list(&scan->scratch, branches->earlier, own);
    branches->branch_from = scope.close + 1;
    scope_push(scan, scope);
    scan->depth++;
    return at + 1;
}
