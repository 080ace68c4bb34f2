/* The tree is Rust's debug format: four blanks for each level, `key: value` or `Name {` on each
 * line. What a line means follows from the keys above it, counted from the record around it. */
#include "tree.h"

#include <stdlib.h>
#include <string.h>

enum record_kind { RECORD_ITEM, RECORD_IMPL, RECORD_TRAIT, RECORD_FUNCTION };

struct record {
    enum record_kind kind;
    size_t level;
    bool is_const;
    struct tree_function function; /* of an item: its inner attributes only */
};

struct tree_state {
    ARRAY(struct text) keys; /* by level */
    ARRAY(struct record) records;
};

struct tree tree_open(struct arena *arena)
{
    return (struct tree){.arena = arena, .state = arena_new(arena, struct tree_state)};
}

/* "L:C: L:C (#0),…" behind the file's name. */
static struct range read_range(struct text value)
{
    struct range range = {0};
    ptrdiff_t at = text_find(value, TEXT(".rs:"));
    if (at < 0)
        return range;
    char *end;
    range.start.line = (uint32_t)strtoul(value.at + at + 4, &end, 10);
    range.start.column = (uint32_t)strtoul(end + 1, &end, 10);
    range.end.line = (uint32_t)strtoul(end + 1, &end, 10);
    range.end.column = (uint32_t)strtoul(end + 1, &end, 10);
    return range;
}

static bool key_is(const struct tree_state *state, size_t level, const char *key)
{
    return level < state->keys.len && text_is(state->keys.at[level], key);
}

/* The `"C"` of `symbol: "C",` makes it extern, `"Rust"` does not. */
static bool is_foreign(struct text value)
{
    return !text_starts(value, "\"Rust\"");
}

static void read_function_field(struct tree_state *state, struct tree_function *f, size_t base,
                                size_t level, struct text key, struct text value)
{
    bool header = key_is(state, base + 1, "sig") && key_is(state, base + 2, "header");
    bool output = key_is(state, base + 1, "sig") && key_is(state, base + 2, "decl") &&
                  key_is(state, base + 3, "output");
    switch (level - base) {
    case 1:
        if (text_is(key, "ident"))
            f->name = text_slice(value, 0, (size_t)text_find(value, TEXT("#0")));
        if (f->name.len > 2 && text_starts(f->name, "r#"))
            f->name = text_slice(f->name, 2, f->name.len);
        break;
    case 3:
        if (header && text_is(key, "constness"))
            f->is_const = text_starts(value, "Yes");
        if (header && text_is(key, "safety"))
            f->is_unsafe = text_starts(value, "Unsafe");
        if (header && text_is(key, "ext"))
            f->is_extern = text_starts(value, "Implicit");
        if (key_is(state, base + 1, "body") && text_is(key, "span"))
            f->body = read_range(value);
        break;
    case 4:
        if (header && key_is(state, base + 3, "coroutine_kind") && text_is(key, "Async {"))
            f->is_async = true;
        break;
    case 5:
        if (header && key_is(state, base + 3, "ext") && text_is(key, "symbol"))
            f->is_extern = is_foreign(value);
        if (output && text_is(key, "span"))
            f->returns = read_range(value);
        break;
    }
}

/* Inner attributes of a function stand at the item around it. */
static void read_item_field(struct tree_state *state, struct tree_function *f, size_t base,
                            size_t level, struct text key, struct text value)
{
    if (level != base + 3 && level != base + 4)
        return;
    if (!key_is(state, base + 1, "attrs") || !key_is(state, base + 2, "Attribute {"))
        return;
    if (level == base + 4) {
        if (text_is(key, "Line,"))
            f->inner_line = true;
        return;
    }
    if (text_is(key, "kind"))
        f->inner_line = false;
    if (text_is(key, "style"))
        f->in_impl = text_starts(value, "Inner"); /* until the span is known */
    if (text_is(key, "span") && f->in_impl)
        f->inner_end = read_range(value).end;
}

static void read_field(struct tree_state *state, struct record *record, size_t level,
                       struct text key, struct text value)
{
    if (record->kind == RECORD_FUNCTION)
        read_function_field(state, &record->function, record->level, level, key, value);
    else if (record->kind == RECORD_ITEM)
        read_item_field(state, &record->function, record->level, level, key, value);
    else if (level == record->level + 1 && text_is(key, "constness"))
        record->is_const = text_starts(value, "Yes");
}

static void open_record(struct tree *tree, enum record_kind kind, size_t level)
{
    struct record record = {.kind = kind, .level = level};
    size_t depth = tree->state->records.len;
    if (kind == RECORD_FUNCTION && depth >= 1) {
        struct record *item = &tree->state->records.at[depth - 1];
        record.function.inner_end = item->function.inner_end;
        record.function.inner_line = item->function.inner_line;
        struct record *outer = depth >= 2 ? item - 1 : NULL;
        if (outer && outer->level + 4 == level) {
            record.function.in_impl = outer->kind == RECORD_IMPL;
            record.function.in_trait = outer->kind == RECORD_TRAIT;
            record.is_const = outer->is_const;
        }
    }
    array_push(tree->arena, &tree->state->records, record);
}

static void close_record(struct tree *tree)
{
    struct record *record = &tree->state->records.at[--tree->state->records.len];
    record->function.is_const |= record->is_const;
    if (record->kind == RECORD_FUNCTION && record->function.body.start.line)
        array_push(tree->arena, &tree->functions, record->function);
}

static void set_key(struct tree *tree, size_t level, struct text key)
{
    while (tree->state->keys.len <= level)
        array_push(tree->arena, &tree->state->keys, (struct text){0});
    tree->state->keys.at[level] = key;
}

void tree_line(void *context, struct text line)
{
    static const char *const openers[] = {"Item {", "Impl {", "Trait {", "Fn {"};
    struct tree *tree = context;
    size_t blanks = 0;
    while (blanks < line.len && line.at[blanks] == ' ')
        blanks++;
    size_t level = blanks / 4;
    struct text content = text_slice(line, blanks, line.len);
    struct record *top = tree->state->records.at + tree->state->records.len - 1;
    bool any = tree->state->records.len > 0;
    if (any && top->level == level && text_starts(content, "}")) {
        close_record(tree);
        return;
    }
    /* Attributes show their tokens on lines of any length: only the start matters. */
    struct text start = text_slice(content, 0, content.len < 200 ? content.len : 200);
    ptrdiff_t colon = text_find(start, TEXT(": "));
    struct text key = colon >= 0 ? text_slice(start, 0, (size_t)colon) : start;
    struct text value =
        colon >= 0 ? text_slice(content, (size_t)colon + 2, content.len) : (struct text){0};
    key = arena_text(tree->arena, key);
    value = arena_text(tree->arena, text_slice(value, 0, value.len < 4096 ? value.len : 4096));
    set_key(tree, level, key);
    if (any)
        read_field(tree->state, top, level, key, value);
    for (size_t i = 0; i < sizeof openers / sizeof *openers; i++)
        if (text_is(key, openers[i]))
            open_record(tree, (enum record_kind)i, level);
}
