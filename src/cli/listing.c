#include "cli/listing.h"

#include <errno.h>
#include <string.h>

#include "base/file.h"
#include "cli/say.h"
#include "cli/terminal.h"
#include "rust/spelling.h"

static bool print(struct buffer *lines, struct error *err)
{
    bool ok = terminal_print(buffer_text(lines)) ||
              error_set(err, "cannot write the list: %s", strerror(errno));
    buffer_finish(lines);
    return ok;
}

static void add_crate(const struct project *project, const struct surveyed_crate *crate,
                      struct buffer *lines)
{
    for (size_t i = 0; i < crate->plan.functions.len; i++) {
        const struct planned *planned = &crate->plan.functions.at[i];
        if (planned->fate == FATE_MEASURED)
            buffer_printf(lines, "%s:%u: %.*s::%.*s\n",
                          path_below(project->root, planned->file->path), planned->function->line,
                          TEXT_ARG(crate->name), TEXT_ARG(planned->name));
    }
}

bool listing_measured(const struct project *project, const struct survey *survey, struct error *err)
{
    struct buffer lines = {0};
    for (size_t i = 0; i < survey->crates.len; i++)
        add_crate(project, &survey->crates.at[i], &lines);
    return print(&lines, err);
}

/* What is in a file that is included by a path which only the compiler knows. */
static void add_unread(struct arena *arena, const struct project *project,
                       const struct surveyed_crate *crate, struct buffer *lines)
{
    for (size_t i = 0; i < crate->crate.files.len; i++) {
        const struct source_file *file = &crate->crate.files.at[i];
        for (size_t j = 0; j < file->items.unread.len; j++) {
            const struct unread *unread = &file->items.unread.at[j];
            if (file->test || unread->test)
                continue;
            struct text module = spell_path(arena, file->module, unread->inside);
            struct text name = spell_path(arena, module, unread->name);
            buffer_printf(lines,
                          "%s:%u: %.*s::%.*s!: functions that only the compiler finds, as "
                          "those that a build script writes\n",
                          path_below(project->root, file->path), unread->line,
                          TEXT_ARG(crate->name), TEXT_ARG(name));
        }
    }
}

bool listing_skipped(const struct project *project, const struct survey *survey, struct error *err)
{
    struct arena arena = {0};
    struct buffer lines = {0};
    for (size_t i = 0; i < survey->skipped.len; i++) {
        const struct skipped *skipped = &survey->skipped.at[i];
        buffer_printf(&lines, "%s:%u: %.*s: %s\n", skipped->file, skipped->line,
                      TEXT_ARG(skipped->name), skipped->reason);
    }
    for (size_t i = 0; i < survey->crates.len; i++)
        add_unread(&arena, project, &survey->crates.at[i], &lines);
    arena_finish(&arena);
    if (buffer_text(&lines).len == 0)
        say("nothing is left out: every function can be measured\n");
    return print(&lines, err);
}
