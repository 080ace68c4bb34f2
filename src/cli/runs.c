#include "cli/runs.h"

#include <stdio.h>

#include "cli/reading.h"
#include "render/render.h"
#include "run/store.h"

struct runs_options {
    struct place_options place;
    bool json, csv;
};

static bool run(const struct invocation *invocation, void *given, int *exit_code, struct error *err)
{
    const struct runs_options *options = given;
    const char *folder;
    struct store_list runs = {0};
    struct buffer out = {0};
    struct render_options how = {
        .format = options->json  ? RENDER_JSON
                  : options->csv ? RENDER_CSV
                                 : RENDER_TABLE,
        .width = invocation->out.width,
        .colour = invocation->out.colour,
    };
    (void)exit_code;
    if (options->json && options->csv)
        return error_usage(err, "--json or --csv: give one of them");
    if (!reading_folder(invocation, &options->place, &(const char *){NULL}, &folder, err) ||
        !store_list(invocation->arena, folder, &runs, err))
        return false;
    if (runs.len == 0 && how.format == RENDER_TABLE) {
        fprintf(stderr, "no runs in '%s' yet: 'piano profile' records one\n", folder);
        return true;
    }
    render_runs(&runs, &how, &out);
    bool ok = terminal_print(buffer_text(&out)) || error_set(err, "cannot write the list");
    buffer_finish(&out);
    return ok;
}

static const struct option runs_option_table[] = {
    {"json", 0, OPTION_FLAG, offsetof(struct runs_options, json), NULL, "write JSON"},
    {"csv", 0, OPTION_FLAG, offsetof(struct runs_options, csv), NULL, "write CSV"},
};

static const struct option_group groups[] = {
    {"Options", runs_option_table, OPTION_COUNT(runs_option_table), 0},
    {"Where the runs are", place_option_table, OPTION_COUNT(place_option_table),
     offsetof(struct runs_options, place)},
};

const struct command command_runs = {
    .name = "runs",
    .arguments = "",
    .brief = "list the runs",
    .details =
        "Lists all runs, the newest first: when, which program with which arguments, how long\n"
        "it ran, how much room its files take, and its tags.",
    .examples = "piano runs\tlist them\n"
                "piano runs --json\tfor other programs\n",
    .groups = groups,
    .group_count = OPTION_COUNT(groups),
    .options_bytes = sizeof(struct runs_options),
    .run = run,
};
