#include "rewrite/root.h"
#include "rewrite/literal.h"
#include "rust/attributes.h"

/* Macros are expanded in crates that may know nothing of the shim: they reach it through us. */
static bool has_measured_rules(const struct plan *plan)
{
    for (size_t i = 0; i < plan->functions.len; i++) {
        const struct planned *planned = &plan->functions.at[i];
        if (planned->fate == FATE_MEASURED && (planned->function->flags & FN_IN_RULES))
            return true;
    }
    return false;
}

/* Linkers run the functions that stand in this section before main. */
static void add_start(struct buffer *out, const struct rewrite_options *options)
{
    const char *open = options->edition >= 2024 ? "unsafe(" : "";
    const char *close = options->edition >= 2024 ? ")" : "";
    buffer_puts(out, " extern \"C\" fn __piano_start() { ::__piano::start(\"");
    literal_escape(out, text_of(options->start ? options->start : ""));
    buffer_puts(out, "\"); } #[used]");
    buffer_printf(out,
                  " #[cfg_attr(target_vendor = \"apple\", %slink_section = "
                  "\"__DATA,__mod_init_func\"%s)]",
                  open, close);
    buffer_printf(out,
                  " #[cfg_attr(not(target_vendor = \"apple\"), %slink_section = "
                  "\".init_array\"%s)]",
                  open, close);
    buffer_puts(out, " static __PIANO_START: extern \"C\" fn() = __piano_start;");
}

/* Can the predicates be repeated on one line? All that a program can mean can. */
static bool is_repeatable(struct arena *arena, struct text gates)
{
    struct tokens tokens;
    tokens_read(arena, gates, &tokens);
    return tokens.balanced && text_find(gates, TEXT("\n")) < 0;
}

/* Find under which predicates, "a, b", the crate's allocators are compiled; false where one of
 * them always is, or they cannot be told. */
static bool find_gates(struct arena *arena, const struct crate *crate, struct text *out)
{
    for (size_t i = 0; i < crate->files.len; i++) {
        const struct source_file *file = &crate->files.at[i];
        for (size_t j = 0; file->items.balanced && j < file->items.allocators.len; j++) {
            struct text gate = gate_all(arena, file->gate, file->items.allocators.at[j].gate);
            if (gate.len == 0)
                return false;
            *out = gate_list(arena, *out, gate);
        }
    }
    return out->len == 0 || is_repeatable(arena, *out);
}

static void add_allocator(struct arena *arena, struct buffer *out, const struct crate *crate)
{
    struct text gates = {0};
    if (!find_gates(arena, crate, &gates))
        return;
    if (gates.len) {
        buffer_puts(out, " #[cfg(");
        buffer_add(out, gate_none(arena, gates));
        buffer_puts(out, ")]");
    }
    buffer_puts(out, " #[::__piano::global_allocator] static __PIANO_ALLOCATOR: "
                     "::__piano::System = ::__piano::System;");
}

struct text root_items(struct arena *arena, const struct crate *crate, const struct plan *plan,
                       const struct rewrite_options *options)
{
    struct buffer items = {0};
    const struct items *root = &crate->files.at[0].items;
    if (options->edition == 2015 || has_measured_rules(plan))
        buffer_puts(&items, " #[doc(hidden)] pub extern crate __piano;");
    if (options->program)
        add_start(&items, options);
    if (options->allocator == ALLOCATOR_PROVIDE && (!root->no_std || options->harness))
        add_allocator(arena, &items, crate);
    if (items.len)
        buffer_putc(&items, ' ');
    struct text made = arena_text(arena, buffer_text(&items));
    buffer_finish(&items);
    return made;
}

static void wrap(struct arena *arena, struct span span, struct text before, struct text after,
                 struct insertions *out)
{
    array_push(arena, out, (struct insertion){span.start, before, LEFT_OUT});
    array_push(arena, out, (struct insertion){span.end, after, LEFT_OUT});
}

void root_wrap_allocators(struct arena *arena, const struct source_file *file,
                          struct insertions *out)
{
    for (size_t i = 0; i < file->items.allocators.len; i++) {
        const struct allocator *allocator = &file->items.allocators.at[i];
        wrap(arena, allocator->type, TEXT("::__piano::Counting<"), TEXT(">"), out);
        wrap(arena, allocator->value, TEXT("::__piano::Counting::new("), TEXT(")"), out);
    }
}
