#include "cli/clean.h"

#include <stdio.h>
#include <unistd.h>

#include "cli/reading.h"
#include "cli/say.h"
#include "render/words.h"
#include "run/clock.h"
#include "run/store.h"

#define DAY_NS (24.0 * 3600 * 1e9)

struct clean_options {
    struct place_options place;
    double keep, older_than;
    bool dry_run, yes;
};

/* What is to go, and how many runs stay for their tags. */
struct sweep {
    ARRAY(const struct store_entry *) runs;
    double bytes;
    size_t tagged;
};

static void choose(const struct invocation *invocation, const struct clean_options *options,
                   const struct store_list *list, struct sweep *out)
{
    size_t kept = 0;
    double now = (double)clock_unix_ns();
    for (size_t i = 0; i < list->len; i++) {
        const struct store_entry *run = &list->at[i];
        if (run->tags.len > 0) {
            out->tagged++;
            continue;
        }
        if (run->running || now - (double)run->start_unix_ns < options->older_than * DAY_NS)
            continue;
        if ((double)kept < options->keep) {
            kept++;
            continue;
        }
        array_push(invocation->arena, &out->runs, run);
        out->bytes += (double)run->bytes;
    }
}

static const char *words_for(struct arena *arena, const struct sweep *sweep)
{
    struct buffer size = {0};
    words_bytes(&size, sweep->bytes);
    const char *made = arena_printf(arena, "%zu run%s (%s)", sweep->runs.len,
                                    sweep->runs.len == 1 ? "" : "s", size.at);
    buffer_finish(&size);
    return made;
}

static bool confirm(const struct invocation *invocation, const struct sweep *sweep,
                    struct error *err)
{
    char answer[16];
    if (!isatty(STDIN_FILENO))
        return error_usage(err, "this would remove %s for good: add --yes to do it",
                           words_for(invocation->arena, sweep));
    fprintf(stderr, "remove %s for good? [y/N] ", words_for(invocation->arena, sweep));
    if (fgets(answer, sizeof answer, stdin) && (answer[0] == 'y' || answer[0] == 'Y'))
        return true;
    return error_set(err, "nothing was removed");
}

static bool sweep_out(const struct invocation *invocation, const struct sweep *sweep,
                      struct error *err)
{
    for (size_t i = 0; i < sweep->runs.len; i++)
        if (!store_remove(sweep->runs.at[i], err))
            return false;
    printf("removed %s\n", words_for(invocation->arena, sweep));
    return true;
}

static bool run(const struct invocation *invocation, void *given, int *exit_code, struct error *err)
{
    const struct clean_options *options = given;
    const char *folder;
    struct store_list list = {0};
    struct sweep sweep = {0};
    (void)exit_code;
    if (!reading_folder(invocation, &options->place, &(const char *){NULL}, &folder, err) ||
        !store_list(invocation->arena, folder, &list, err))
        return false;
    reading_say_unread(&list);
    choose(invocation, options, &list, &sweep);
    if (sweep.tagged > 0)
        say("%zu tagged run%s kept\n", sweep.tagged, sweep.tagged == 1 ? " is" : "s are");
    if (sweep.runs.len == 0) {
        printf("nothing to remove\n");
        return true;
    }
    if (options->dry_run) {
        for (size_t i = 0; i < sweep.runs.len; i++)
            printf("%s\n", sweep.runs.at[i]->id);
        say("would remove %s\n", words_for(invocation->arena, &sweep));
        return true;
    }
    return (options->yes || confirm(invocation, &sweep, err)) && sweep_out(invocation, &sweep, err);
}

static const struct option clean_option_table[] = {
    {"keep", 0, OPTION_NUMBER, offsetof(struct clean_options, keep), "N",
     "keep the N newest of the runs without a tag"},
    {"older-than", 0, OPTION_NUMBER, offsetof(struct clean_options, older_than), "DAYS",
     "remove only runs that are older than DAYS"},
    {"dry-run", 'n', OPTION_FLAG, offsetof(struct clean_options, dry_run), NULL,
     "only say what would be removed"},
    {"yes", 'y', OPTION_FLAG, offsetof(struct clean_options, yes), NULL, "do not ask"},
};

static const struct option_group groups[] = {
    {"Options", clean_option_table, OPTION_COUNT(clean_option_table), 0},
    {"Where the runs are", place_option_table, OPTION_COUNT(place_option_table),
     offsetof(struct clean_options, place)},
};

const struct command command_clean = {
    .name = "clean",
    .arguments = "",
    .brief = "remove runs that no tag holds",
    .details =
        "Removes runs, after asking. Runs that have a tag are never removed, nor are those of\n"
        "programs that are still running.",
    .examples = "piano clean\tremove all runs without a tag\n"
                "piano clean --keep 5\tall but the five newest\n"
                "piano clean --older-than 7 --yes\tall older than a week, without asking\n"
                "piano clean --dry-run\tsee what would go\n",
    .groups = groups,
    .group_count = OPTION_COUNT(groups),
    .options_bytes = sizeof(struct clean_options),
    .run = run,
};
