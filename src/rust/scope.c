/* The stack of scopes, and what the visits ask of a place in the file. */
#include "rust/scan.h"

struct scope scope_inside(struct scan *scan, uint32_t open)
{
    struct scope scope = *scan_top(scan);
    scope.kind = SCOPE_PLAIN;
    scope.close = scan->tokens.at[open].mate;
    scope.depth = scan->depth + 1;
    scope.member_flags = 0;
    return scope;
}

void scope_push(struct scan *scan, struct scope scope)
{
    array_push(&scan->scratch, &scan->scopes, scope);
}

/* Where there are rules beside the one that takes whatever there is, tokens that look like items
 * may be meant for them. */
static bool passes_items(const struct definition *macro)
{
    return (macro->items.passes && !macro->items.shows) ||
           (macro->whole.passes && !macro->whole.shows && macro->rules == 1);
}

void scope_pop(struct scan *scan)
{
    const struct scope *top = scan_top(scan);
    const struct definition *made = top->kind == SCOPE_RULES ? top->definition : NULL;
    if (made && passes_items(made) && !(top->flags & FN_IN_TOKENS) &&
        name_map_add(&scan->scratch, &scan->passing, made->name, 0))
        array_push(scan->arena, &scan->out->passing_macros, made->name);
    scan->scopes.len--;
}

bool scan_at_member(struct scan *scan)
{
    return scan->depth == scan_top(scan)->depth;
}

struct prefix scan_prefix(struct scan *scan, uint32_t item)
{
    struct prefix prefix;
    prefix_read(&scan->tokens, scan_top(scan)->fragments, scan->floor, item, &prefix);
    return prefix;
}

struct attributes scan_attributes(struct scan *scan, uint32_t item)
{
    struct attributes attributes = {0};
    attributes_read(&scan->scratch, &scan->tokens, scan_prefix(scan, item).attributes, item,
                    &attributes);
    return attributes;
}

struct text scan_item_name(struct scan *scan, uint32_t at, uint32_t *end)
{
    const struct tokens *tokens = &scan->tokens;
    *end = at + 1;
    if (token_is(tokens, at, TOKEN_WORD))
        return token_text(tokens, at);
    if (!scan_top(scan)->fragments || !token_is(tokens, at, '$') ||
        !token_is(tokens, at + 1, TOKEN_WORD))
        return (struct text){0};
    *end = at + 2;
    return text_slice(tokens->source, tokens->at[at].start, tokens->at[at + 1].end);
}

uint32_t scan_line(struct scan *scan, uint32_t offset)
{
    const char *at = scan->tokens.source.at;
    uint32_t newlines = 0;
    for (uint32_t i = scan->line_at; i < offset; i++)
        newlines += at[i] == '\n';
    scan->line_at = offset;
    scan->line += newlines;
    return scan->line;
}

struct text scan_gate(struct scan *scan, const struct attributes *attributes)
{
    struct text gate = attributes_gate(&scan->scratch, attributes, scan_top(scan)->gate);
    return gate.len ? arena_text(scan->arena, gate) : gate;
}

void scope_apply(struct scan *scan, struct scope *scope, const struct attributes *attributes)
{
    if (attributes->test)
        scope->flags |= FN_TEST;
    scope->gate = attributes_gate(&scan->scratch, attributes, scope->gate);
}
