/* Items: functions, impls, traits, statics, and what attributes stand before. */
#include "rust/scan.h"

#include "rust/spelling.h"

/* A name of one token or, in a transcriber, of several: `$name`, `[<a_ $b>]`. */
static struct text name_text(const struct tokens *tokens, uint32_t from, uint32_t to)
{
    return to == from + 1 ? token_text(tokens, from) : tokens_text(tokens, from, to);
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
        .line = scan_line(scan, tokens->at[header.name].start),
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

uint32_t visit_trait(struct scan *scan, uint32_t at)
{
    uint32_t end;
    struct text name = scan_item_name(scan, at + 1, &end);
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

static void add_allocator(struct scan *scan, uint32_t word, const struct attributes *attributes)
{
    struct static_header header;
    if (!static_header_read(&scan->tokens, word, &header))
        return;
    struct allocator allocator = {
        .type = header.type,
        .value = header.value,
        .start = scan->tokens.at[scan_prefix(scan, word).attributes].start,
        .gate = scan_gate(scan, attributes),
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
    if (attributes.allocator && is_item && !(top->flags & FN_IN_TOKENS))
        add_allocator(scan, at, &attributes);
    return at + 1;
}

/* The last token of the block or constant that begins at token `at`, behind attributes; LEFT_OUT
 * for anything else, which has a scope of its own where it may hold functions. */
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

/* Attributes that stand together are read together, so that a long row of them is read only
 * once. */
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
