#include "cli/report.h"

#include <stdio.h>

#include "cli/answer.h"
#include "cli/progress.h"
#include "cli/reading.h"
#include "cli/remarks.h"
#include "render/render.h"
#include "run/store.h"

static bool is_drawn(const struct report_options *options)
{
    return options->flame || options->folded;
}

static bool is_tree(const struct report_options *options)
{
    return options->tree || (options->spawned && !is_drawn(options));
}

bool report_check(const struct report_options *options, struct error *err)
{
    bool drawn = is_drawn(options), tree = is_tree(options);
    int shapes = options->threads + options->frames + tree + options->flame + options->folded +
                 (options->callers != NULL) + (options->callees != NULL);
    if (!answer_check(&options->table.format, err))
        return false;
    if (shapes > 1)
        return error_usage(err, "a report has one shape: give one of --tree, --flame, --folded, "
                                "--callers, --callees, --threads and --frames");
    if (drawn && (options->table.format.json || options->table.format.csv))
        return error_usage(err, "--flame and --folded have a form of their own: give --tree for "
                                "the same as JSON or CSV");
    if (options->sort && shapes > 0 && !drawn)
        return error_usage(
            err, "--sort is for the table of functions, --flame and --folded: the other shapes "
                 "have an order of their own");
    if ((tree || drawn) && options->table.top > 0)
        return error_usage(err, "a tree has no largest rows for --top: what is small is left out, "
                                "and --all shows it");
    return true;
}

static struct render_options rendering(const struct invocation *invocation,
                                       const struct report_options *options)
{
    struct render_options how = answer_options(invocation, &options->table);
    how.sort = options->sort;
    how.spawned = options->spawned;
    how.wide = options->wide;
    how.error = options->error;
    return how;
}

/* A report in the making. */
struct report {
    const struct invocation *invocation;
    const struct report_options *options;
    struct render_options how;
    struct profile profile;
    struct buffer out;
    struct rendered rendered;
};

static bool render_frame_table(struct report *r, struct error *err)
{
    struct frames frames;
    frames_make(r->invocation->arena, &r->profile, &frames);
    if (frames.len == 0)
        return error_set(err, "the run has no frames: 'piano profile --frame NAME' makes each call "
                              "of that function one");
    render_frames(&r->profile, &frames, &r->how, &r->out, &r->rendered);
    return true;
}

static bool render_relation_table(struct report *r, const char *function, enum relation_side side,
                                  struct error *err)
{
    uint32_t row;
    struct relations relations;
    if (!profile_find(r->invocation->arena, &r->profile, function, &row, err))
        return false;
    relations_find(r->invocation->arena, &r->profile, row, side, &relations);
    render_relations(&r->profile, &relations, &r->how, &r->out, &r->rendered);
    return true;
}

static bool render_shape(struct report *r, struct error *err)
{
    const struct report_options *options = r->options;
    if (options->frames)
        return render_frame_table(r, err);
    if (options->callers)
        return render_relation_table(r, options->callers, RELATION_CALLERS, err);
    if (options->callees)
        return render_relation_table(r, options->callees, RELATION_CALLEES, err);
    if (options->flame)
        return render_flame(&r->profile, &r->how, &r->out, err);
    if (options->folded)
        return render_stacks(&r->profile, &r->how, &r->out, err);
    if (options->threads)
        render_threads(&r->profile, &r->how, &r->out, &r->rendered);
    else if (is_tree(options))
        render_tree(&r->profile, &r->how, &r->out, &r->rendered);
    else
        return render_profile(&r->profile, &r->how, &r->out, &r->rendered, err);
    return true;
}

static bool is_plain(const struct report_options *options)
{
    bool table = !options->table.format.json && !options->table.format.csv;
    return table && !is_drawn(options) && !options->threads && !options->frames &&
           !options->callers && !options->callees;
}

static bool show(const struct invocation *invocation, const struct run *run, bool named,
                 const struct report_options *options, struct error *err)
{
    if (!run_recorded(run))
        return error_set(err,
                         "%s: 'piano build --list' names what can be, --list-skipped what cannot",
                         run_remark(invocation->arena, run));
    struct report report = {
        .invocation = invocation, .options = options, .how = rendering(invocation, options)};
    progress_begin(&invocation->errs, "adding up the run");
    profile_make(invocation->arena, run,
                 &(struct profile_options){.uncorrected = options->uncorrected}, &report.profile);
    bool ok = render_shape(&report, err);
    progress_end();
    if (!ok) {
        buffer_finish(&report.out);
        return false;
    }
    remarks_before(invocation, &report.profile, named);
    if (!answer_print(invocation, &report.out, "the report", &report.rendered, err))
        return false;
    if (is_plain(options))
        remarks_after(invocation, options, &report.profile, &report.rendered);
    return true;
}

bool report_show(const struct invocation *invocation, const char *folder, const char *run_id,
                 const struct report_options *options, struct error *err)
{
    struct run run;
    return run_open(invocation->arena, folder, run_id, &run, err) &&
           show(invocation, &run, false, options, err);
}

struct report_request {
    struct place_options place;
    struct report_options report;
};

static bool run(const struct invocation *invocation, void *given, int *exit_code, struct error *err)
{
    const struct report_request *options = given;
    const char *what = invocation->arguments.at[0], *folder;
    struct run run;
    (void)exit_code;
    if (!report_check(&options->report, err))
        return false;
    if (options->report.flame && invocation->out.is_terminal)
        return error_usage(err, "a flame graph is for a browser: 'piano report --flame >flame.svg' "
                                "makes a file that it opens");
    if (!reading_folder(invocation, &options->place, invocation->arguments.at, &folder, err))
        return false;
    progress_begin(&invocation->errs, "reading the run");
    bool found = store_find(invocation->arena, folder, what, &run, err);
    progress_end();
    return found && show(invocation, &run, what != NULL, &options->report, err);
}

#define FIELD(field) offsetof(struct report_options, field)

const struct option report_option_table[] = {
    {"sort", 0, OPTION_TEXT, FIELD(sort), "COLUMN",
     "sort by this column: self, total, calls, allocs, at_peak, max, ..."},
    {"wide", 0, OPTION_FLAG, FIELD(wide), NULL, "show every column that has something to say"},
    {"error", 0, OPTION_FLAG, FIELD(error), NULL, "show how far off estimated times may be"},
    {"tree", 0, OPTION_FLAG, FIELD(tree), NULL, "show who called whom"},
    {"spawned", 0, OPTION_FLAG, FIELD(spawned), NULL,
     "the same, with threads and jobs below what created them or handed them over"},
    {"callers", 0, OPTION_TEXT, FIELD(callers), "FN", "show who calls this function"},
    {"callees", 0, OPTION_TEXT, FIELD(callees), "FN", "show what this function calls"},
    {"threads", 0, OPTION_FLAG, FIELD(threads), NULL, "show each thread"},
    {"frames", 0, OPTION_FLAG, FIELD(frames), NULL, "show each frame, with spikes marked"},
    {"uncorrected", 0, OPTION_FLAG, FIELD(uncorrected), NULL,
     "leave the cost of measuring in the times"},
};

static const struct option drawing_option_table[] = {
    {"flame", 0, OPTION_FLAG, FIELD(flame), NULL, "draw the tree as an SVG, for a browser"},
    {"folded", 0, OPTION_FLAG, FIELD(folded), NULL,
     "write the tree as folded stacks, for other tools"},
};

static const struct option_group groups[] = {
    {"What is shown", report_option_table, OPTION_COUNT(report_option_table),
     offsetof(struct report_request, report)},
    {"How it is shown", table_option_table, OPTION_COUNT(table_option_table),
     offsetof(struct report_request, report.table)},
    {"For other programs", format_option_table, OPTION_COUNT(format_option_table),
     offsetof(struct report_request, report.table.format)},
    {"As a flame graph", drawing_option_table, OPTION_COUNT(drawing_option_table),
     offsetof(struct report_request, report)},
    {"Where the runs are", place_option_table, OPTION_COUNT(place_option_table),
     offsetof(struct report_request, place)},
};

const struct command command_report = {
    .name = "report",
    .arguments = "[RUN]",
    .argument_kind = ARGUMENT_RUN,
    .brief = "show where a run's time and allocations went",
    .details =
        "Shows the latest run, or the one that RUN names: a tag, the beginning of a run's id, or\n"
        "the path of a run file or of a folder of runs. Of the runs of a --repeat it shows the\n"
        "median.\n"
        "\n"
        "The table has the ten functions with the most self time: the time they spent themselves,\n"
        "without the functions they call. FN is a function's name as the table shows it, or the\n"
        "last parts of that.",
    .examples = "piano report\tthe latest run\n"
                "piano report baseline --all\tevery function of a tagged run\n"
                "piano report --sort allocs --top 20\twho allocates the most\n"
                "piano report --sort at_peak\twhose memory it was at the peak\n"
                "piano report --tree\twho called whom\n"
                "piano report --flame >flame.svg\tthe same as a picture\n"
                "piano report --flame --sort alloc_bytes >memory.svg\tby what was allocated\n"
                "piano report --callers parse\twho calls parse\n"
                "piano report --frames\teach frame, spikes marked\n"
                "piano report --json\tfor other programs\n",
    .groups = groups,
    .group_count = OPTION_COUNT(groups),
    .options_bytes = sizeof(struct report_request),
    .most_arguments = 1,
    .run = run,
};
