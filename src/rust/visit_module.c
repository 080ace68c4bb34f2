/* Modules, and files that are included among items: where their text lies. */
#include "rust/scan.h"

#include "rust/literal.h"
#include "rust/spelling.h"

#define FOLDER_BYTES 2048 /* longer ones lead to no file */

/* The folder that `name`'s modules lie in, for an inline module with these attributes. */
static void enter_folder(struct scan *scan, struct scope *scope, struct text name,
                         const struct attributes *attributes)
{
    bool own = attributes->paths.len > 0;
    struct text part = own ? arena_text(scan->arena, attributes->paths.at[0]) : name;
    if (scope->inside.len == 0)
        scope->beside = own;
    if (scope->folder.len + part.len > FOLDER_BYTES)
        scope->lost = true;
    else if (scope->folder.len && !text_starts(part, "/"))
        scope->folder = text_of(
            arena_printf(scan->arena, "%.*s/%.*s", TEXT_ARG(scope->folder), TEXT_ARG(part)));
    else
        scope->folder = part;
}

static void enter_module(struct scan *scan, uint32_t open, struct text name,
                         const struct attributes *attributes)
{
    struct scope scope = scope_inside(scan, open);
    struct attributes all = *attributes;
    attributes_read_inner(&scan->scratch, &scan->tokens, open, &all);
    enter_folder(scan, &scope, name, attributes);
    scope.path = spell_path(&scan->scratch, scope.path, name);
    scope.inside = spell_path(scan->arena, scope.inside, name);
    scope_apply(scan, &scope, &all);
    scope_push(scan, scope);
}

/* A module for each path that the file may have. */
static void add_module(struct scan *scan, struct text name, const struct attributes *attributes)
{
    const struct scope *top = scan_top(scan);
    struct module module = {
        .name = name,
        .inside = top->inside,
        .folder = top->folder,
        .beside = top->beside,
        .gate = scan_gate(scan, attributes),
        .test = attributes->test || (top->flags & FN_TEST),
        .in_rules = top->flags & FN_IN_RULES,
    };
    if (top->lost || (top->flags & FN_IN_TOKENS))
        return;
    for (size_t i = 0; i < attributes->paths.len; i++) {
        module.path = arena_text(scan->arena, attributes->paths.at[i]);
        array_push(scan->arena, &scan->out->modules, module);
    }
    module.path = (struct text){0};
    if (!attributes->path_is_sure)
        array_push(scan->arena, &scan->out->modules, module);
}

uint32_t visit_mod(struct scan *scan, uint32_t at)
{
    uint32_t end;
    struct text name = scan_item_name(scan, at + 1, &end);
    if (name.len == 0)
        return at + 1;
    struct attributes attributes = scan_attributes(scan, at);
    if (token_is(&scan->tokens, end, '{'))
        enter_module(scan, end, name, &attributes);
    else if (token_is(&scan->tokens, end, ';') && end == at + 2)
        add_module(scan, name, &attributes);
    return end;
}

/* Do items of a module begin at token `at`, rather than of an impl or statements? */
static bool begins_item(struct scan *scan, uint32_t at)
{
    const struct scope *top = scan_top(scan);
    const struct token *before = &scan->tokens.at[at - 1];
    bool ended = before->kind == ';' || before->kind == '{' || before->kind == '}' ||
                 before->kind == ']' || before->kind == TOKEN_EDGE;
    return ended && scan_at_member(scan) && !top->fragments && !(top->flags & FN_IN_TOKENS) &&
           text_equal(top->path, top->inside);
}

void scan_unread(struct scan *scan, uint32_t start, uint32_t at)
{
    if (!begins_item(scan, start))
        return;
    struct attributes attributes = scan_attributes(scan, start);
    struct unread unread = {
        .name = token_text(&scan->tokens, at),
        .inside = scan_top(scan)->inside,
        .line = scan_line(scan, scan->tokens.at[at].start),
        .test = attributes.test || (scan_top(scan)->flags & FN_TEST),
    };
    array_push(scan->arena, &scan->out->unread, unread);
}

/* The text is taken from beside the file, whatever module it goes into. */
uint32_t visit_inclusion(struct scan *scan, uint32_t at)
{
    const struct tokens *tokens = &scan->tokens;
    struct text path;
    uint32_t literal = at + 3;
    if (tokens->at[at + 2].mate - literal > 2) {
        scan_unread(scan, at, at);
        return at + 1;
    }
    if (!begins_item(scan, at) ||
        !literal_string(scan->arena, token_text(tokens, literal), &path) || path.len == 0)
        return at + 1;
    struct attributes attributes = scan_attributes(scan, at);
    struct module module = {
        .name = token_text(tokens, at),
        .inside = scan_top(scan)->inside,
        .beside = true,
        .path = path,
        .gate = scan_gate(scan, &attributes),
        .test = attributes.test || (scan_top(scan)->flags & FN_TEST),
        .included = true,
    };
    array_push(scan->arena, &scan->out->modules, module);
    return at + 1;
}
