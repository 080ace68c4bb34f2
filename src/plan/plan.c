#include "plan/plan.h"

#include "base/utf8.h"
#include "plan/select.h"
#include "rust/spelling.h"

const char *fate_words(enum fate fate)
{
    static const char *const words[] = {
#define FATE_WORDS(name, text) text,
        FATES(FATE_WORDS)
#undef FATE_WORDS
    };
    return words[fate];
}

static const struct {
    enum function_flag flag;
    enum fate fate;
} bars[] = {
    {FN_CONST, FATE_CONST_FN},          {FN_EXTERN, FATE_EXTERN_FN},
    {FN_NAKED, FATE_NAKED_FN},          {FN_GEN, FATE_GEN_FN},
    {FN_ALLOCATOR, FATE_ALLOCATOR_FN},  {FN_UNNAMED_BODY, FATE_MACRO_BODY},
    {FN_MAYBE_CONST, FATE_MACRO_CONST}, {FN_IN_TOKENS, FATE_MACRO_TOKENS},
};

/* Why a function can never be measured, or FATE_MEASURED. */
static enum fate fate_by_kind(uint32_t flags)
{
    for (size_t i = 0; i < sizeof bars / sizeof *bars; i++)
        if (flags & bars[i].flag)
            return bars[i].fate;
    return FATE_MEASURED;
}

static bool is_healed(const struct healed *healed, struct text name)
{
    if (!healed)
        return false;
    for (size_t i = 0; i < healed->len; i++)
        if (text_equal(healed->names[i], name))
            return true;
    return healed->whole_crate;
}

/* The fate that all functions of a file share, or FATE_MEASURED. */
static enum fate fate_of_file(const struct source_file *file)
{
    if (!file->items.balanced)
        return FATE_UNBALANCED;
    return utf8_is_valid(file->text) ? FATE_MEASURED : FATE_NOT_UTF8;
}

struct planner {
    struct arena *arena;
    const struct plan_options *options;
    struct selection selection;
};

static bool is_selected(const struct planner *planner, const struct planned *planned)
{
    if (planner->selection.len == 0)
        return true;
    struct handle handle = handle_of(planner->arena, planner->options->crate, planned);
    return selection_takes(&planner->selection, &handle);
}

/* `file_fate`: see fate_of_file. */
static enum fate decide(const struct planner *planner, const struct planned *planned,
                        enum fate file_fate)
{
    const struct function *function = planned->function;
    bool test = planned->file->test || (function->flags & FN_TEST);
    if (test && !planner->options->tests)
        return FATE_TEST_FN;
    if (!is_selected(planner, planned))
        return FATE_NOT_SELECTED;
    if (file_fate != FATE_MEASURED)
        return file_fate;
    if (is_healed(planner->options->healed, planned->name))
        return FATE_HEALED;
    return fate_by_kind(function->flags);
}

static void plan_file(const struct planner *planner, const struct source_file *file,
                      struct plan *plan)
{
    enum fate file_fate = fate_of_file(file);
    size_t measured_before = plan->measured;
    for (size_t i = 0; i < file->items.functions.len; i++) {
        const struct function *function = &file->items.functions.at[i];
        struct planned planned = {
            .function = function,
            .file = file,
            .name = spell_path(planner->arena, file->module, function->path),
        };
        planned.fate = decide(planner, &planned, file_fate);
        plan->measured += planned.fate == FATE_MEASURED;
        array_push(planner->arena, &plan->functions, planned);
    }
    plan->measured_files += plan->measured > measured_before;
}

void plan_make(struct arena *arena, const struct crate *crate, const struct plan_options *options,
               struct plan *out)
{
    struct plan made = {.crate = options->crate};
    const struct planner planner = {
        .arena = arena,
        .options = options,
        .selection = selection_of(arena, options->selector, options->project),
    };
    for (size_t i = 0; i < crate->files.len; i++)
        plan_file(&planner, &crate->files.at[i], &made);
    *out = made;
}

uint64_t plan_hash(const struct plan *plan)
{
    uint64_t hash = 0;
    for (size_t i = 0; i < plan->functions.len; i++) {
        if (plan->functions.at[i].fate != FATE_MEASURED)
            continue;
        uint64_t chain[] = {hash, text_hash(plan->functions.at[i].name)};
        hash = text_hash((struct text){(const char *)chain, sizeof chain});
    }
    return hash;
}
