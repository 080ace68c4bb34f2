#include "cli/remarks.h"

#include <math.h>
#include <string.h>

#include "analysis/short.h"
#include "cli/say.h"
#include "cli/short.h"
#include "cli/waiting.h"
#include "render/words.h"

static bool has_estimates(const struct profile *profile)
{
    for (uint32_t i = 0; i < profile->row_count; i++)
        if (measure_is_estimate(&profile->rows[i].m) ||
            profile_is_doubtful(profile, &profile->rows[i]))
            return true;
    return false;
}

#define LONGEST_SELECTION 60

/* Whoever asks for a run by its name may not remember how it was recorded. */
static void say_selection(const struct run *run)
{
    const char *selection = run_selection(run->processes[0].header);
    struct buffer words = {0};
    if (!selection || !*selection || text_starts(text_of(selection), "--dep "))
        return;
    words_fit(&words, text_of(selection), LONGEST_SELECTION);
    say("note: recorded with %s: what is left out counts for its callers\n", words.at);
    buffer_finish(&words);
}

void remarks_before(const struct invocation *invocation, const struct profile *profile, bool named)
{
    if (named)
        say_selection(profile->run);
    const char *remark = run_remark(invocation->arena, profile->run);
    if (profile->run->note)
        say("note: %s\n", profile->run->note);
    if (remark)
        say("note: %s\n", remark);
    if (!profile->allocations && profile->row_count > 0)
        say("note: allocations were not counted: the program's allocator is one that "
            "cannot be wrapped\n");
    if (profile->full)
        say("note: the disk was full: calls on new paths are counted for their "
            "functions, but missing in the tree\n");
    else if (profile->folded_calls > 0)
        say("note: %llu calls are counted for their functions, but missing in the tree: there "
            "were too many different paths\n",
            (unsigned long long)profile->folded_calls);
}

static void add_memory(const struct profile *profile, struct buffer *words)
{
    if (profile->peak_live_bytes == 0)
        return;
    buffer_puts(words, "at most ");
    words_bytes(words, (double)profile->peak_live_bytes);
    buffer_puts(words, " allocated at one time, ");
    words_bytes(words, (double)profile->end_live_bytes);
    buffer_puts(words, " at the end\n");
    if (profile->at_peak_is_estimate || profile->at_end_is_estimate)
        buffer_puts(words, "~ whose memory it was is estimated: only some of the allocations "
                           "were followed\n");
}

/* All that is left to say about the run as a whole. */
static void say_the_whole(const struct profile *profile)
{
    struct buffer words = {0};
    buffer_puts(&words, "\n");
    words_duration(&words, profile->recorded_ns, 0);
    buffer_printf(&words, " recorded on %zu thread%s: ", profile->thread_count,
                  profile->thread_count == 1 ? "" : "s");
    words_duration(&words, profile->outside_ns, 0);
    buffer_puts(&words, " outside measured functions, ");
    words_duration(&words, profile->probe_ns, 0);
    buffer_puts(&words, " the cost of measuring\n");
    add_memory(profile, &words);
    say("%s", words.at);
    buffer_finish(&words);
}

/* Threads that only waited say nothing about what measuring cost. */
static double busy_ns(const struct profile *profile)
{
    bool is_known = profile->processor_ns > profile->probe_ns;
    return is_known ? fmin(profile->processor_ns, profile->recorded_ns) : profile->recorded_ns;
}

static double measuring_percent(const struct profile *profile)
{
    return 100 * profile->probe_ns / busy_ns(profile);
}

#define DEAR_PERCENT 25

static void add_what_is_short(const struct profile *profile, const struct short_functions *found,
                              struct buffer *words)
{
    buffer_printf(words,
                  "measuring took %.0f%% of the time, most of it for %zu functions that take less "
                  "than measuring them: --skip-short leaves them out\n",
                  measuring_percent(profile), found->count);
}

static void add_what_is_called_most(const struct profile *profile, struct buffer *words)
{
    const struct profile_row *most = profile->rows;
    for (uint32_t i = 1; i < profile->row_count; i++)
        if (profile->rows[i].m.activations > most->m.activations)
            most = &profile->rows[i];
    buffer_printf(words,
                  "measuring took %.0f%% of the time; %.*s alone was called %llu times: "
                  "--skip '%.*s' leaves it out\n",
                  measuring_percent(profile), TEXT_ARG(most->name),
                  (unsigned long long)most->m.activations, TEXT_ARG(most->name));
}

/* Where measuring took long, what one could do about it. */
static void add_what_is_dear(struct arena *arena, const struct profile *profile,
                             struct buffer *words)
{
    struct short_functions found;
    if (profile->row_count < 2 || measuring_percent(profile) < DEAR_PERCENT)
        return;
    profile_short(arena, profile, &found);
    if (!short_is_left_out(profile->run) && found.count > 1 &&
        found.probe_ns > profile->probe_ns / 2)
        add_what_is_short(profile, &found, words);
    else
        add_what_is_called_most(profile, words);
}

void remarks_after(const struct invocation *invocation, const struct report_options *options,
                   const struct profile *profile, const struct rendered *rendered)
{
    struct buffer words = {0};
    if (!options->error && has_estimates(profile))
        buffer_puts(&words, "~ estimated: --error shows how far off it may be\n");
    waiting_tell(invocation->arena, profile, &words);
    add_what_is_dear(invocation->arena, profile, &words);
    if (options->sort && strncmp(options->sort, "at_", 3) == 0 && !options->wide)
        add_memory(profile, &words);
    if (words.len > 0)
        say("%s%s", rendered_in_part(rendered) ? "" : "\n", words.at);
    buffer_finish(&words);
    if (options->wide)
        say_the_whole(profile);
}
