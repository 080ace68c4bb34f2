#include "rewrite/rewrite.h"

#include <stdlib.h>

#include "base/file.h"
#include "rewrite/awaits.h"
#include "rewrite/handing.h"
#include "rewrite/inclusions.h"
#include "rewrite/quote.h"
#include "rewrite/returns.h"
#include "rewrite/root.h"

struct rewriter {
    struct arena *arena;
    const struct source_file *file;
    const struct plan *plan;
    const struct rewrite_options *options;
    uint32_t first; /* index in the plan of the file's first function */
    struct awaits awaits;
    struct insertions *out;
};

static const struct planned *planned_at(const struct rewriter *rewriter, uint32_t index)
{
    return &rewriter->plan->functions.at[rewriter->first + index];
}

/* Where the shim is found from inside a function. */
static const char *shim_path(const struct function *function)
{
    return function->flags & FN_IN_RULES ? "$crate::__piano" : "::__piano";
}

static void insert(struct rewriter *rewriter, uint32_t at, struct text text, uint32_t function)
{
    array_push(rewriter->arena, rewriter->out,
               (struct insertion){at, arena_text(rewriter->arena, text), function});
}

static void insert_buffer(struct rewriter *rewriter, uint32_t at, struct buffer *text,
                          uint32_t index)
{
    insert(rewriter, at, buffer_text(text), rewriter->first + index);
    buffer_finish(text);
}

/* Does a macro put the name together, so that it is known when the text is compiled only? */
static bool is_made_name(const struct planned *planned)
{
    bool in_rules = planned->function->flags & FN_IN_RULES;
    bool in_call = planned->function->flags & FN_IN_CALL;
    return in_rules || (in_call && text_find(planned->name, TEXT("[<")) >= 0);
}

/* `{ static S: Site = Site::new("crate\nname\nfile\nline"); &S }` */
static void add_site(struct rewriter *rewriter, const struct planned *planned, struct buffer *out)
{
    struct arena *arena = rewriter->arena;
    const char *shim = shim_path(planned->function);
    const char *file = path_below(rewriter->options->project, planned->file->path);
    struct text before = text_of(arena_printf(arena, "%s\n", rewriter->options->crate));
    struct text after = text_of(arena_printf(arena, "\n%s\n%u", file, planned->function->line));
    buffer_printf(out, "{ static S: %s::Site = %s::Site::new(", shim, shim);
    if (is_made_name(planned)) {
        quote_concat(out, before, planned->name, after, shim);
    } else {
        buffer_putc(out, '"');
        quote_text(out, before);
        quote_text(out, planned->name);
        quote_text(out, after);
        buffer_putc(out, '"');
    }
    buffer_puts(out, "); &S }");
}

/* Longer bodies are not searched: naive recursion is short, and functions nested in each other must
 * not be read again and again. */
#define SHORT_BYTES 1024

/* Does a name that follows this text mean the function around it, rather than a method of something
 * else that is called the same? */
static bool names_its_own(struct text before)
{
    static const char *const own[] = {"self.", "Self::"};
    for (size_t i = 0; i < sizeof own / sizeof *own; i++)
        if (text_ends(before, own[i]))
            return true;
    char last = before.at[before.len - 1];
    return !text_is_name_byte(last) && last != '.' && last != ':';
}

/* Does a short function call itself, as far as its text can tell? */
static bool calls_itself(const struct rewriter *rewriter, const struct function *function)
{
    struct text body = text_slice(rewriter->file->text, function->body.start, function->body.end);
    struct text name = function->name;
    if (body.len > SHORT_BYTES)
        return false;
    /* Its first byte is a brace, and so is its last. */
    for (size_t at = 1; at + name.len < body.len; at++)
        if (body.at[at + name.len] == '(' &&
            text_equal(text_slice(body, at, at + name.len), name) &&
            names_its_own(text_slice(body, 0, at)))
            return true;
    return false;
}

/* See shim.rs. */
static const char *enter_for(const struct rewriter *rewriter, const struct function *function)
{
    if (!rewriter->options->optimised)
        return "enter";
    return calls_itself(rewriter, function) ? "enter_inline" : "enter_kept";
}

static void probe_sync(struct rewriter *rewriter, uint32_t index)
{
    const struct planned *planned = planned_at(rewriter, index);
    struct buffer text = {0};
    buffer_printf(&text, " let __piano = %s::%s(", shim_path(planned->function),
                  enter_for(rewriter, planned->function));
    add_site(rewriter, planned, &text);
    buffer_puts(&text, "); ");
    insert_buffer(rewriter, planned->function->insert, &text, index);
}

/* A guard that every await tells of its suspension; the awaits are hooked by hook_awaits. */
static void probe_async(struct rewriter *rewriter, uint32_t index)
{
    const struct planned *planned = planned_at(rewriter, index);
    const char *shim = shim_path(planned->function);
    struct buffer text = {0};
    buffer_printf(&text, " use %s::Await as _; let __piano = %s::enter_async(", shim, shim);
    add_site(rewriter, planned, &text);
    buffer_puts(&text, "); ");
    insert_buffer(rewriter, planned->function->insert, &text, index);
}

/* The return type steers how `?` and `return` convert; a block does not know it unless told. */
static void add_type_hint(struct rewriter *rewriter, const struct function *function,
                          struct buffer *out)
{
    struct text type =
        text_slice(rewriter->file->text, function->returns.start, function->returns.end);
    if (returns_never(type) || (function->flags & FN_UNCLEAR_RETURN))
        return;
    buffer_puts(out, " if false { let __r: ");
    if (type.len)
        returns_as_local(type, out);
    else
        buffer_puts(out, "()");
    buffer_puts(out, " = loop {}; return __r; }");
}

/* Where awaits may hide, the body becomes a future of its own: right in every case, but its
 * arguments are kept twice. */
static void probe_hidden_async(struct rewriter *rewriter, uint32_t index)
{
    const struct planned *planned = planned_at(rewriter, index);
    struct buffer text = {0};
    buffer_printf(&text, " %s::future(", shim_path(planned->function));
    add_site(rewriter, planned, &text);
    buffer_puts(&text, ", async move {");
    add_type_hint(rewriter, planned->function, &text);
    buffer_putc(&text, ' ');
    insert_buffer(rewriter, planned->function->insert, &text, index);
    insert(rewriter, planned->function->body.end - 1, TEXT(" }).await "), rewriter->first + index);
}

/* An empty body awaits nothing, whatever its attributes look like. */
static bool hides_awaits(const struct rewriter *rewriter, uint32_t index)
{
    const struct function *function = planned_at(rewriter, index)->function;
    return rewriter->awaits.hidden[index] && function->insert < function->body.end - 1;
}

static void probe(struct rewriter *rewriter, uint32_t index)
{
    const struct planned *planned = planned_at(rewriter, index);
    if (planned->fate != FATE_MEASURED || planned->function->insert == LEFT_OUT)
        return;
    if (!(planned->function->flags & FN_ASYNC))
        probe_sync(rewriter, index);
    else if (hides_awaits(rewriter, index))
        probe_hidden_async(rewriter, index);
    else
        probe_async(rewriter, index);
}

static void hook_awaits(struct rewriter *rewriter)
{
    for (size_t i = 0; i < rewriter->awaits.seen.len; i++) {
        const struct await *await = &rewriter->awaits.seen.at[i];
        if (planned_at(rewriter, await->function)->fate == FATE_MEASURED &&
            !hides_awaits(rewriter, await->function))
            insert(rewriter, await->at, TEXT(".__piano(&__piano)"),
                   rewriter->first + await->function);
    }
}

static bool has_measured_async(const struct rewriter *rewriter)
{
    for (uint32_t i = 0; i < rewriter->file->items.functions.len; i++)
        if (planned_at(rewriter, i)->fate == FATE_MEASURED &&
            (planned_at(rewriter, i)->function->flags & FN_ASYNC))
            return true;
    return false;
}

static int compare_places(const void *a, const void *b)
{
    const struct insertion *x = a, *y = b;
    return (x->at > y->at) - (x->at < y->at);
}

static uint32_t first_function(const struct crate *crate, size_t index)
{
    size_t first = 0;
    for (size_t i = 0; i < index; i++)
        first += crate->files.at[i].items.functions.len;
    return (uint32_t)first;
}

void rewrite_file(struct arena *arena, const struct crate *crate, size_t index,
                  const struct plan *plan, const struct rewrite_options *options,
                  struct insertions *out)
{
    struct insertions made = {0};
    const struct source_file *file = &crate->files.at[index];
    *out = made;
    if (!file->items.balanced)
        return;
    struct rewriter rewriter = {arena,       file, plan, options, first_function(crate, index),
                                .out = &made};
    if (index == 0)
        root_prepare(arena, crate, plan, options, &made);
    if (plan->measured || options->program)
        inclusions_point_at_originals(arena, crate, file, &made);
    if (has_measured_async(&rewriter))
        awaits_find(arena, file->text, &file->items, &rewriter.awaits);
    for (uint32_t i = 0; i < file->items.functions.len; i++)
        probe(&rewriter, i);
    hook_awaits(&rewriter);
    if (options->allocator != ALLOCATOR_NONE)
        root_wrap_allocators(arena, file, &made);
    if (options->handing)
        handing_insert(arena, options->crate, file, &made);
    if (made.len)
        qsort(made.at, made.len, sizeof *made.at, compare_places);
    *out = made;
}
