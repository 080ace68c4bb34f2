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

static bool is_selected(struct arena *arena, const struct planned *planned, struct text crate,
                        const struct selection *selection)
{
    if (selection->len == 0)
        return true;
    struct handle handle = handle_of(arena, crate, planned);
    return selection_takes(selection, &handle);
}

static struct planned decide(struct arena *arena, const struct source_file *file,
                             enum fate file_fate, const struct function *function,
                             const struct selection *selection, const struct plan_options *options)
{
    struct planned made = {.function = function, .file = file};
    made.name = spell_path(arena, file->module, function->path);
    bool test = file->test || (function->flags & FN_TEST);
    if (test && !options->tests)
        made.fate = FATE_TEST_FN;
    else if (!is_selected(arena, &made, options->crate, selection))
        made.fate = FATE_NOT_SELECTED;
    else if (file_fate != FATE_MEASURED)
        made.fate = file_fate;
    else if (is_healed(options->healed, made.name))
        made.fate = FATE_HEALED;
    else
        made.fate = fate_by_kind(function->flags);
    return made;
}

void plan_make(struct arena *arena, const struct crate *crate, const struct plan_options *options,
               struct plan *out)
{
    struct plan made = {.crate = options->crate};
    struct selection selection = selection_of(arena, options->selector, options->project);
    for (size_t i = 0; i < crate->files.len; i++) {
        const struct source_file *file = &crate->files.at[i];
        enum fate file_fate = fate_of_file(file);
        size_t measured_before = made.measured;
        for (size_t j = 0; j < file->items.functions.len; j++) {
            struct planned planned =
                decide(arena, file, file_fate, &file->items.functions.at[j], &selection, options);
            made.measured += planned.fate == FATE_MEASURED;
            array_push(arena, &made.functions, planned);
        }
        made.measured_files += made.measured > measured_before;
    }
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
