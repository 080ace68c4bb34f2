#include "run/programs.h"

#include <stdlib.h>

#include "base/file.h"
#include "base/text.h"
#include "run/live.h"

static void recorded(struct arena *arena, const char *folder, const char *run_id, struct pids *out)
{
    struct names names = {0};
    struct error ignored = {0};
    const char *prefix = arena_printf(arena, "%s-", run_id);
    if (!dir_list(arena, folder, &names, &ignored))
        return;
    for (size_t i = 0; i < names.len; i++) {
        if (text_starts(names.at[i], prefix) && text_ends(names.at[i], ".run"))
            array_push(arena, out, (pid_t)strtol(names.at[i].at + text_of(prefix).len, NULL, 10));
    }
}

static bool is_among(const struct pids *pids, pid_t pid)
{
    for (size_t i = 0; i < pids->len; i++)
        if (pids->at[i] == pid)
            return true;
    return false;
}

/* What a container records has a number that is another process's here: hence it is not enough that
 * there is a file. */
static bool is_below(pid_t pid, pid_t started, const struct pids *others)
{
    pid_t above = live_parent(pid);
    while (above > 1 && above != started && !is_among(others, above))
        above = live_parent(above);
    return above == started;
}

void programs_find(struct arena *arena, const char *folder, const char *run_id, pid_t started,
                   struct pids *out)
{
    struct pids all = {0};
    *out = (struct pids){0};
    recorded(arena, folder, run_id, &all);
    for (size_t i = 0; i < all.len; i++) {
        pid_t pid = all.at[i];
        if (pid == started || (!is_among(&all, started) && is_below(pid, started, &all)))
            array_push(arena, out, pid);
    }
}
