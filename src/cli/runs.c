#include "cli/runs.h"

#include "cli/answer.h"
#include "cli/reading.h"
#include "cli/say.h"
#include "run/store.h"

struct runs_options {
    struct place_options place;
    struct format_options format;
};

static bool run(const struct invocation *invocation, void *given, int *exit_code, struct error *err)
{
    const struct runs_options *options = given;
    const struct table_options table = {.format = options->format};
    const char *folder;
    struct store_list runs = {0};
    struct buffer out = {0};
    struct rendered rendered = {0};
    struct render_options how = answer_options(invocation, &table);
    (void)exit_code;
    if (!answer_check(&options->format, err) ||
        !reading_folder(invocation, &options->place, &(const char *){NULL}, &folder, err) ||
        !store_list(invocation->arena, folder, &runs, err))
        return false;
    bool is_table = how.format == RENDER_TABLE;
    if (is_table)
        reading_say_unread(&runs);
    if (is_table && runs.len == 0) {
        if (runs.unread_count == 0)
            say("no runs in '%s' yet: 'piano profile' records one\n", folder);
        return true;
    }
    render_runs(&runs, &how, &out, &rendered);
    return answer_print(invocation, &out, "the list", &rendered, err);
}

static const struct option_group groups[] = {
    {"How it is shown", format_option_table, OPTION_COUNT(format_option_table),
     offsetof(struct runs_options, format)},
    {"Where the runs are", place_option_table, OPTION_COUNT(place_option_table),
     offsetof(struct runs_options, place)},
};

const struct command command_runs = {
    .name = "runs",
    .arguments = "",
    .brief = "list the runs",
    .details =
        "Lists all runs, the newest first: when each was recorded, of which program with which\n"
        "arguments, how long it ran, how much room its files take, and its tags.",
    .examples = "piano runs\tlist them\n"
                "piano runs --json\tfor other programs\n",
    .groups = groups,
    .group_count = OPTION_COUNT(groups),
    .options_bytes = sizeof(struct runs_options),
    .run = run,
};
