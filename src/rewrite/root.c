#include "rewrite/root.h"

#include "rewrite/quote.h"
#include "rust/gate.h"
#include "rust/lexer.h"

static bool measures(const struct plan *plan, enum function_flag flag)
{
    for (size_t i = 0; i < plan->functions.len; i++) {
        const struct planned *planned = &plan->functions.at[i];
        if (planned->fate == FATE_MEASURED && (planned->function->flags & flag))
            return true;
    }
    return false;
}

/* Must the root declare the shim? In edition 2015 there is no other path to it; and macros are
 * expanded in crates that may not know the shim, and reach it through this crate. */
static bool needs_root_path(const struct crate *crate, const struct plan *plan,
                            const struct rewrite_options *options)
{
    if (options->edition > 2015)
        return measures(plan, FN_IN_RULES);
    bool allocators = options->allocator != ALLOCATOR_NONE && crate_declares_allocator(crate);
    return plan->measured || options->program || allocators;
}

/* Linkers run the functions that stand in this section before main. */
static void add_start(struct buffer *out, const struct rewrite_options *options, bool has_std)
{
    const char *open = options->edition >= 2024 ? "unsafe(" : "";
    const char *close = options->edition >= 2024 ? ")" : "";
    buffer_printf(out, " extern \"C\" fn __piano_start() { ::__piano::%s(\"",
                  has_std ? "start_with_std" : "start");
    quote_text(out, text_of(options->start ? options->start : ""));
    buffer_printf(out, "\"%s); } #[used]", has_std ? ", ::std::thread::panicking" : "");
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

/* Can the predicates be repeated on one line? Any that mean something can. */
static bool is_repeatable(struct text gates)
{
    struct tokens tokens;
    tokens_read(gates, &tokens);
    bool balanced = tokens.balanced;
    tokens_finish(&tokens);
    return balanced && text_find(gates, TEXT("\n")) < 0 && text_find(gates, TEXT("\0")) < 0;
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
    return out->len == 0 || is_repeatable(*out);
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

/* Where the digits of the crate's own `#![recursion_limit = "128"]` end, or LEFT_OUT. One that
 * documentation mentions is no token. */
static uint32_t own_recursion_limit(const struct source_file *root)
{
    uint32_t end = LEFT_OUT;
    struct tokens tokens;
    tokens_read(text_slice(root->text, 0, root->items.root_insert), &tokens);
    for (uint32_t i = 0; tokens.balanced && i < tokens.len; i++)
        if (text_is(token_text(&tokens, i), "recursion_limit") && token_is(&tokens, i + 1, '=') &&
            text_starts(token_text(&tokens, i + 2), "\""))
            end = tokens.at[i + 2].end - 1;
    tokens_finish(&tokens);
    return end;
}

/* Hooks make the types of futures deeper, and the compiler follows a type only so far: its limit
 * becomes ten times the crate's own, or four times the usual. */
static void raise_recursion_limit(struct arena *arena, const struct source_file *root,
                                  struct buffer *head, struct insertions *out)
{
    uint32_t own = own_recursion_limit(root);
    if (own == LEFT_OUT)
        buffer_puts(head, " #![recursion_limit = \"512\"]");
    else
        array_push(arena, out, (struct insertion){own, TEXT("0"), LEFT_OUT});
}

void root_prepare(struct arena *arena, const struct crate *crate, const struct plan *plan,
                  const struct rewrite_options *options, struct insertions *out)
{
    const struct source_file *root = &crate->files.at[0];
    uint32_t at = root->items.root_insert;
    if (at == LEFT_OUT)
        return;
    struct buffer head = {0};
    if (measures(plan, FN_ASYNC) || (options->program && options->edition > 2015))
        raise_recursion_limit(arena, root, &head, out);
    if (needs_root_path(crate, plan, options))
        buffer_puts(&head, " #[doc(hidden)] pub extern crate __piano;");
    if (options->program)
        add_start(&head, options, !root->items.no_std && !root->items.no_core);
    if (options->allocator == ALLOCATOR_PROVIDE && (!root->items.no_std || options->harness))
        add_allocator(arena, &head, crate);
    if (head.len) {
        buffer_putc(&head, ' ');
        array_push(arena, out,
                   (struct insertion){at, arena_text(arena, buffer_text(&head)), LEFT_OUT});
    }
    buffer_finish(&head);
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
        wrap(arena, allocator->type, TEXT(" ::__piano::Counting<"), TEXT(">"), out);
        wrap(arena, allocator->value, TEXT("::__piano::Counting::new("), TEXT(")"), out);
    }
}
