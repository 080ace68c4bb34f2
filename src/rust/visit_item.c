/* Items: functions, impls, traits, modules, statics. */
#include "rust/scan.h"

#include <string.h>

#include "rust/literal.h"
#include "rust/spelling.h"

#define FOLDER_BYTES 2048

static uint32_t line_of(struct scan *scan, uint32_t offset)
{
    const char *at = scan->tokens.source.at;
    uint32_t newlines = 0;
    for (uint32_t i = scan->line_at; i < offset; i++)
        newlines += at[i] == '\n';
    scan->line_at = offset;
    scan->line += newlines;
    return scan->line;
}

static struct text text_between(const struct tokens *tokens, uint32_t from, uint32_t to)
{
    return text_slice(tokens->source, tokens->at[from].start, tokens->at[to - 1].end);
}

/* A name of one token or, in a transcriber, of several: `$name`, `[<a_ $b>]`. */
static struct text name_text(const struct tokens *tokens, uint32_t from, uint32_t to)
{
    return to == from + 1 ? token_text(tokens, from) : text_between(tokens, from, to);
}

static void add_function(struct scan *scan, const struct function *function)
{
    size_t count = scan->out->functions.len;
    if (count && scan->out->functions.at[count - 1].body.start > function->body.start)
        scan->unsorted = true;
    array_push(scan->arena, &scan->out->functions, *function);
}

/* The flags of a function whose header and attributes are known. */
static uint32_t function_flags(struct scan *scan, const struct prefix *prefix,
                               const struct function_header *header,
                               const struct attributes *attributes)
{
    const struct scope *top = scan_top(scan);
    uint32_t flags = top->flags | prefix->flags | header->flags;
    if (scan_at_member(scan))
        flags |= top->member_flags;
    if (attributes->naked)
        flags |= FN_NAKED;
    if (attributes->maybe_const)
        flags |= FN_MAYBE_CONST;
    if (attributes->test)
        flags |= FN_TEST;
    return flags;
}

uint32_t visit_function(struct scan *scan, uint32_t at)
{
    const struct tokens *tokens = &scan->tokens;
    const struct fragments *fragments = scan_top(scan)->fragments;
    struct function_header header;
    if (!function_header_read(tokens, fragments, at, &header))
        return at + 1;
    struct prefix prefix = scan_prefix(scan, at);
    struct attributes attributes = {0};
    attributes_read(&scan->scratch, tokens, prefix.attributes, prefix.qualifiers, &attributes);

    bool named_body = !(header.flags & FN_UNNAMED_BODY);
    struct text name = name_text(tokens, header.name, header.name_end);
    struct function function = {
        .name = name,
        .path = spell_path(scan->arena, scan_top(scan)->path, name),
        .inside = scan_top(scan)->inside,
        .flags = function_flags(scan, &prefix, &header, &attributes),
        .start = tokens->at[prefix.qualifiers].start,
        .line = line_of(scan, tokens->at[header.name].start),
        .returns = header.returns,
        .insert = named_body ? tokens_insertion(tokens, header.body) : LEFT_OUT,
    };
    function.body.start = tokens->at[header.body].start;
    function.body.end = tokens->at[header.body_end].end;
    add_function(scan, &function);
    if (!named_body)
        scan->floor = header.body_end;
    if (named_body) {
        struct scope scope = scope_inside(scan, header.body);
        scope.path = function.path;
        scope_apply(scan, &scope, &attributes);
        scope_push(scan, scope);
    }
    return at + 1;
}

static bool is_global_alloc(struct text trait)
{
    return text_is(trait, "GlobalAlloc") || text_ends(trait, "::GlobalAlloc");
}

uint32_t visit_impl(struct scan *scan, uint32_t at)
{
    const struct fragments *fragments = scan_top(scan)->fragments;
    struct impl_header header;
    if (!impl_header_read(&scan->tokens, fragments != NULL, at, &header))
        return at + 1;
    struct prefix prefix = scan_prefix(scan, at);
    struct attributes attributes = scan_attributes(scan, at);
    struct text trait = spell_type(&scan->scratch, &scan->tokens, header.trait, header.trait_end);
    struct text type = spell_type(&scan->scratch, &scan->tokens, header.type, header.type_end);
    struct scope scope = scope_inside(scan, header.body);
    scope.member_flags = FN_IN_IMPL;
    if (header.constant || (prefix.flags & FN_CONST))
        scope.member_flags |= FN_CONST;
    if (is_global_alloc(trait))
        scope.flags |= FN_ALLOCATOR;
    scope.path = spell_path(&scan->scratch, scope.path, spell_impl(&scan->scratch, type, trait));
    if (scope.named_until < header.body)
        scope.named_until = header.body;
    scope_apply(scan, &scope, &attributes);
    scope_push(scan, scope);
    return at + 1;
}

/* The name of a trait or module at token `at`: an identifier or, in a transcriber, a fragment. */
static struct text item_name(struct scan *scan, uint32_t at, uint32_t *end)
{
    const struct tokens *tokens = &scan->tokens;
    *end = at + 1;
    if (token_is(tokens, at, TOKEN_WORD))
        return token_text(tokens, at);
    if (!scan_top(scan)->fragments || !token_is(tokens, at, '$') ||
        !token_is(tokens, at + 1, TOKEN_WORD))
        return (struct text){0};
    *end = at + 2;
    return text_between(tokens, at, at + 2);
}

uint32_t visit_trait(struct scan *scan, uint32_t at)
{
    uint32_t end;
    struct text name = item_name(scan, at + 1, &end);
    const struct fragments *fragments = scan_top(scan)->fragments;
    uint32_t body = name.len ? header_body(&scan->tokens, fragments != NULL, end) : LEFT_OUT;
    if (body == LEFT_OUT)
        return at + 1;
    struct prefix prefix = scan_prefix(scan, at);
    struct attributes attributes = scan_attributes(scan, at);
    struct scope scope = scope_inside(scan, body);
    scope.member_flags = FN_IN_TRAIT;
    if (attributes.const_trait || (prefix.flags & FN_CONST))
        scope.member_flags |= FN_CONST;
    scope.path = spell_path(&scan->scratch, scope.path, name);
    scope_apply(scan, &scope, &attributes);
    scope_push(scan, scope);
    return at + 1;
}

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

/* The gate of an item with these attributes, for the result. */
static struct text result_gate(struct scan *scan, const struct attributes *attributes)
{
    struct text gate = attributes_gate(&scan->scratch, attributes, scan_top(scan)->gate);
    return gate.len ? arena_text(scan->arena, gate) : gate;
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
        .gate = result_gate(scan, attributes),
        .test = attributes->test || (top->flags & FN_TEST),
        .in_rules = top->flags & FN_IN_RULES,
    };
    if (top->lost)
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
    struct text name = item_name(scan, at + 1, &end);
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
    return ended && scan_at_member(scan) && !top->fragments && text_equal(top->path, top->inside);
}

/* The text is taken from beside the file, whatever module it goes into. */
uint32_t visit_inclusion(struct scan *scan, uint32_t at)
{
    const struct tokens *tokens = &scan->tokens;
    struct text path;
    uint32_t literal = at + 3;
    if (!begins_item(scan, at) || tokens->at[at + 2].mate - literal > 2 ||
        !literal_string(scan->arena, token_text(tokens, literal), &path) || path.len == 0)
        return at + 1;
    struct attributes attributes = scan_attributes(scan, at);
    struct module module = {
        .name = token_text(tokens, at),
        .inside = scan_top(scan)->inside,
        .beside = true,
        .path = path,
        .gate = result_gate(scan, &attributes),
        .test = attributes.test || (scan_top(scan)->flags & FN_TEST),
        .included = true,
    };
    array_push(scan->arena, &scan->out->modules, module);
    return at + 1;
}

static void add_allocator(struct scan *scan, uint32_t word, const struct attributes *attributes)
{
    struct static_header header;
    if (!static_header_read(&scan->tokens, word, &header))
        return;
    struct allocator allocator = {
        .type = header.type,
        .value = header.value,
        .start = scan->tokens.at[scan_prefix(scan, word).attributes].start,
        .gate = result_gate(scan, attributes),
        .inside = scan_top(scan)->inside,
    };
    array_push(scan->arena, &scan->out->allocators, allocator);
}

uint32_t visit_static(struct scan *scan, uint32_t at)
{
    const struct scope *top = scan_top(scan);
    bool in_type = at < top->named_until, is_member = top->member_flags && scan_at_member(scan);
    bool is_item = !in_type && !is_member && top->kind != SCOPE_BRANCHES;
    struct attributes attributes = scan_attributes(scan, at);
    if (attributes.allocator && is_item)
        add_allocator(scan, at, &attributes);
    return at + 1;
}

/* Where what begins at token `at`, behind attributes, ends, if it is a block or a constant: nothing
 * else that may hold functions goes without a scope of its own. */
static uint32_t attributed_end(const struct tokens *tokens, uint32_t at)
{
    if (token_is(tokens, at, '{'))
        return tokens->at[at].mate;
    if (token_is_word(tokens, at, WORD_PUB))
        at = token_is(tokens, at + 1, '(') ? tokens->at[at + 1].mate + 1 : at + 1;
    if (token_is_word(tokens, at, WORD_CONST) && token_is(tokens, at + 1, TOKEN_WORD) &&
        token_is(tokens, at + 2, ':'))
        return statement_end(tokens, at + 1);
    return LEFT_OUT;
}

/* The bracket of the attribute at token `at`, `#[` or `#![`, or LEFT_OUT. */
static uint32_t attribute_open(const struct tokens *tokens, uint32_t at)
{
    uint32_t open = at + 1 + token_is(tokens, at + 1, '!');
    return token_is(tokens, at, '#') && token_is(tokens, open, '[') ? open : LEFT_OUT;
}

/* All that stand together, so that no row of them is looked at more than once. */
uint32_t visit_attributes(struct scan *scan, uint32_t at)
{
    const struct tokens *tokens = &scan->tokens;
    struct attributes attributes = {0};
    uint32_t next = at, open;
    while ((open = attribute_open(tokens, next)) != LEFT_OUT) {
        uint32_t from = next;
        next = tokens->at[open].mate + 1;
        if (text_is(token_text(tokens, open + 1), "cfg"))
            attributes_read(&scan->scratch, tokens, from, next, &attributes);
    }
    if (next == at)
        return at + 1;
    bool among_branches = scan_top(scan)->kind == SCOPE_BRANCHES;
    uint32_t end = attributes.test && !among_branches ? attributed_end(tokens, next) : LEFT_OUT;
    if (end == LEFT_OUT)
        return next;
    struct scope scope = scope_inside(scan, next - 1);
    scope.close = end;
    scope.depth = scan->depth + token_is(tokens, end, '}');
    scope_apply(scan, &scope, &attributes);
    scope_push(scan, scope);
    return next;
}
