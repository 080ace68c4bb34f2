#include "cli/diff.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "cli/answer.h"
#include "cli/progress.h"
#include "cli/reading.h"
#include "cli/say.h"
#include "render/render.h"
#include "run/store.h"

struct diff_options {
    struct place_options place;
    struct table_options table;
    bool uncorrected;
    const char *fail_above; /* a text, since 0 is not the same as nothing */
};

struct sides {
    struct store_series before, after;
    const char *names[2];
};

/* Two names; or one, to compare the latest with; or none, for the two latest. */
static bool find_sides(const struct invocation *invocation, const char *folder, struct sides *out,
                       struct error *err)
{
    struct arena *arena = invocation->arena;
    const char *const *words = invocation->arguments.at;
    const char *after = words[0] ? words[1] : NULL;
    out->names[0] = words[0] ? path_name(words[0]) : "previous";
    out->names[1] = after ? path_name(after) : "latest";
    bool ok = words[0] ? store_find_series(arena, folder, words[0], &out->before, err)
                       : store_find_previous(arena, folder, &out->before, err);
    return ok && store_find_series(arena, folder, after, &out->after, err);
}

static struct compare_side analyse(const struct invocation *invocation,
                                   const struct store_series *series, const char *name,
                                   bool uncorrected)
{
    struct profile *profiles = arena_many(invocation->arena, struct profile, series->len);
    for (size_t i = 0; i < series->len; i++)
        profile_make(invocation->arena, &series->at[i],
                     &(struct profile_options){.uncorrected = uncorrected}, &profiles[i]);
    return (struct compare_side){name, profiles, series->len};
}

static void say_growth(const struct growth *growth)
{
    struct text name = growth->row->name;
    bool from_nothing = isinf(growth->percent);
    if (growth->in_time && from_nothing)
        say("\n%.*s takes time, and did not before\n", TEXT_ARG(name));
    else if (growth->in_time)
        say("\n%.*s got %.1f%% slower\n", TEXT_ARG(name), growth->percent);
    else if (from_nothing)
        say("\n%.*s allocates, and did not before\n", TEXT_ARG(name));
    else
        say("\n%.*s allocates %.1f%% more\n", TEXT_ARG(name), growth->percent);
}

static bool is_changed(const struct compared *row)
{
    bool same_time = row->within_noise || row->delta_ns == 0;
    bool same_counts = row->allocs_delta == 0 && row->calls_delta == 0;
    return !row->before || !row->after || !same_time || !same_counts;
}

static void say_unlike(const struct comparison *comparison)
{
    struct buffer words = {0};
    if (comparison->unlikes.len == 0)
        return;
    render_unlike(&comparison->unlikes, &words);
    say("\nthe sides differ in more than the code: %s\n", words.at);
    buffer_finish(&words);
}

/* How much the figures are to be trusted. */
static void say_how_sure(const struct sides *sides, const struct comparison *comparison)
{
    size_t changed = 0;
    const size_t *runs = comparison->runs;
    for (size_t i = 0; i < comparison->row_count; i++)
        changed += is_changed(&comparison->rows[i]);
    say_unlike(comparison);
    if (store_same_series(sides->before.at[0].id, sides->after.at[0].id))
        say("\nboth sides are the same run: 'piano profile' records another\n");
    else if (changed == 0)
        say("\nnothing changed by more than the noise\n");
    else if (runs[0] == 1 && runs[1] == 1)
        say("\none run on each side: 'piano profile --repeat 5' on both tells a change from "
            "chance\n");
    else if (runs[0] == 1 || runs[1] == 1)
        say("\n%zu run%s before and %zu after: 'piano profile --repeat 5' on both tells a "
            "change from chance\n",
            runs[0], runs[0] == 1 ? "" : "s", runs[1]);
}

static bool show(const struct invocation *invocation, const struct diff_options *options,
                 const struct sides *sides, const struct comparison *comparison, struct error *err)
{
    struct buffer out = {0};
    struct rendered rendered = {0};
    struct render_options how = answer_options(invocation, &options->table);
    render_comparison(comparison, &how, &out, &rendered);
    if (!answer_print(invocation, &out, "the comparison", &rendered, err))
        return false;
    if (how.format == RENDER_TABLE)
        say_how_sure(sides, comparison);
    return true;
}

static bool compare(const struct invocation *invocation, const struct diff_options *options,
                    struct sides *sides, struct comparison *out, struct error *err)
{
    const char *folder;
    if (!reading_folder(invocation, &options->place, invocation->arguments.at, &folder, err) ||
        !find_sides(invocation, folder, sides, err))
        return false;
    struct compare_side before =
        analyse(invocation, &sides->before, sides->names[0], options->uncorrected);
    struct compare_side after =
        analyse(invocation, &sides->after, sides->names[1], options->uncorrected);
    compare_make(invocation->arena, &before, &after, out);
    return true;
}

static bool parse_percent(const char *word, double *out, struct error *err)
{
    char *end;
    *out = strtod(word, &end);
    if (end != word && strcmp(end, "%") == 0)
        end++;
    return (end != word && *end == '\0' && *out >= 0 && *out < 1e9) ||
           error_usage(err, "--fail-above takes a percentage, like 10, not '%s'", word);
}

static bool run(const struct invocation *invocation, void *given, int *exit_code, struct error *err)
{
    const struct diff_options *options = given;
    struct sides sides = {0};
    struct comparison comparison;
    double percent = 0;
    if (!answer_check(&options->table.format, err))
        return false;
    if (options->fail_above && !parse_percent(options->fail_above, &percent, err))
        return false;
    progress_begin(&invocation->errs, "comparing the runs");
    bool compared = compare(invocation, options, &sides, &comparison, err);
    progress_end();
    if (!compared || !show(invocation, options, &sides, &comparison, err))
        return false;
    struct growth growth;
    if (options->fail_above && compare_grown(&comparison, percent, &growth)) {
        say_growth(&growth);
        *exit_code = EXIT_OURS;
    }
    return true;
}

#define FIELD(field) offsetof(struct diff_options, field)

static const struct option diff_option_table[] = {
    {"fail-above", 0, OPTION_TEXT, FIELD(fail_above), "PERCENT",
     "exit 1 if a function got slower or allocates more by more than PERCENT"},
    {"uncorrected", 0, OPTION_FLAG, FIELD(uncorrected), NULL,
     "leave the cost of measuring in the times"},
};

static const struct option_group groups[] = {
    {"Options", diff_option_table, OPTION_COUNT(diff_option_table), 0},
    {"How it is shown", table_option_table, OPTION_COUNT(table_option_table),
     offsetof(struct diff_options, table)},
    {"For other programs", format_option_table, OPTION_COUNT(format_option_table),
     offsetof(struct diff_options, table.format)},
    {"Where the runs are", place_option_table, OPTION_COUNT(place_option_table),
     offsetof(struct diff_options, place)},
};

const struct command command_diff = {
    .name = "diff",
    .arguments = "[BEFORE [AFTER]]",
    .argument_kind = ARGUMENT_RUN,
    .brief = "show what changed between two runs",
    .details =
        "Compares two runs, each named by a tag, the path of a run file or the beginning of a\n"
        "run's id; 'latest' is the latest run. Given one, compares the latest run with it; given\n"
        "none, compares the two latest runs.\n"
        "\n"
        "The functions that changed most come first. If any are called more or less often than\n"
        "before, the column C.Delta tells by how much. A change is marked 'within noise' if it is\n"
        "no larger than the differences between repeated runs, or than the error of estimated\n"
        "times. A line below the table tells what differs besides the code: how the two sides\n"
        "were built, run, selected and timed.",
    .examples = "piano diff baseline current\ttwo tags\n"
                "piano diff baseline\tthe latest run against a tag\n"
                "piano diff\tthe two latest runs\n"
                "piano diff baseline --fail-above 10\tfor CI: exit 1 if anything got worse\n",
    .groups = groups,
    .group_count = OPTION_COUNT(groups),
    .options_bytes = sizeof(struct diff_options),
    .most_arguments = 2,
    .run = run,
};
