/* One walk over the tokens. `fn` is a hard keyword: outside of macros, `fn name` is a function,
 * whatever new syntax stands around it. Nothing here calls itself: what is nested lies on the
 * scan's stack, and brackets that are of no interest are stepped over by their partner. */
#include "rust/items.h"

#include <stdlib.h>

#include "rust/scan.h"

static uint32_t visit_word(struct scan *scan, uint32_t at)
{
    switch (scan->tokens.at[at].word) {
    case WORD_FN:
        return visit_function(scan, at);
    case WORD_IMPL:
        return visit_impl(scan, at);
    case WORD_TRAIT:
        return visit_trait(scan, at);
    case WORD_MOD:
        return visit_mod(scan, at);
    case WORD_STATIC:
        return visit_static(scan, at);
    case WORD_MACRO_RULES:
        return visit_macro_rules(scan, at);
    case WORD_MACRO:
        return visit_macro(scan, at);
    default:
        return visit_name(scan, at);
    }
}

/* Look at token `at`; the one to go on with. */
static uint32_t visit(struct scan *scan, uint32_t at)
{
    const struct scope *top = scan_top(scan);
    bool directly = scan->depth == top->depth;
    if (top->kind == SCOPE_RULES && directly)
        return visit_rule(scan, at);
    switch (scan->tokens.at[at].kind) {
    case TOKEN_WORD:
        return visit_word(scan, at);
    case '#':
        return visit_attributes(scan, at);
    case '$':
        return visit_fragment(scan, at);
    case '{':
        if (top->kind == SCOPE_BRANCHES && directly)
            return visit_branch(scan, at);
        scan->depth++;
        return at + 1;
    case '(':
    case '[':
        scan->depth++;
        return at + 1;
    case ')':
    case ']':
    case '}':
        scan->depth--;
        return at + 1;
    default:
        return at + 1;
    }
}

static void walk(struct scan *scan)
{
    uint32_t end = (uint32_t)scan->tokens.len - 1;
    for (uint32_t at = 1; at < end;) {
        while (scan_top(scan)->close == at)
            scope_pop(scan);
        at = visit(scan, at);
    }
}

static void read_file_attributes(struct scan *scan, struct scope *file)
{
    struct attributes attributes = {0};
    attributes_read_inner(&scan->scratch, &scan->tokens, 0, &attributes);
    scan->out->no_std = attributes.no_std;
    scan->out->no_core = attributes.no_core;
    scan->out->no_main = attributes.no_main;
    scan->out->no_implicit_prelude = attributes.no_implicit_prelude;
    scan->out->root_insert = tokens_insertion(&scan->tokens, 0);
    scope_apply(scan, file, &attributes);
}

static int by_body(const void *a, const void *b)
{
    const struct function *x = a, *y = b;
    return (x->body.start > y->body.start) - (x->body.start < y->body.start);
}

void items_scan(struct arena *arena, struct text source, const struct known_macros *macros,
                struct items *out)
{
    struct items made = {0};
    struct scan scan = {.arena = arena, .out = &made, .line = 1};
    tokens_read(source, &scan.tokens);
    made.balanced = scan.tokens.balanced;
    if (made.balanced) {
        for (size_t i = 0; macros && i < macros->len; i++)
            name_map_add(&scan.scratch, &scan.passing, macros->at[i], 0);
        struct scope file = {.close = (uint32_t)scan.tokens.len - 1};
        read_file_attributes(&scan, &file);
        scope_push(&scan, file);
        walk(&scan);
        if (scan.unsorted)
            qsort(made.functions.at, made.functions.len, sizeof *made.functions.at, by_body);
    }
    tokens_finish(&scan.tokens);
    arena_finish(&scan.scratch);
    *out = made;
}
