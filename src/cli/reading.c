#include "cli/reading.h"

#include <string.h>

#include "base/file.h"
#include "cli/place.h"
#include "cli/say.h"

static bool are_paths(const char *const *wanted)
{
    if (!*wanted)
        return false;
    for (; *wanted; wanted++)
        if (!file_exists(*wanted) || !(strchr(*wanted, '/') || text_ends(text_of(*wanted), ".run")))
            return false;
    return true;
}

bool reading_folder(const struct invocation *invocation, const struct place_options *options,
                    const char *const *wanted, const char **out, struct error *err)
{
    if (are_paths(wanted)) {
        *out = ".";
        return true;
    }
    if (!place_runs(invocation, options->manifest_path, options->runs_dir, out, err))
        return false;
    *out = place_shown(invocation->arena, *out);
    return true;
}

void reading_say_unread(const struct store_list *list)
{
    if (list->unread_count == 1)
        say("note: a run file is left out: %s\n", list->unread);
    else if (list->unread_count > 1)
        say("note: %zu run files are left out; the last: %s\n", list->unread_count, list->unread);
}
