#include "cli/waiting.h"

#include <math.h>

#include "render/functions.h"
#include "render/words.h"

#define LONG_NS 5e8 /* what is shorter is not worth a line */
#define MOST_NAMED 3

static double functions_ns(const struct profile *profile)
{
    return profile->recorded_ns - profile->outside_ns - profile->probe_ns;
}

static void begin(const struct profile *profile, struct buffer *words)
{
    buffer_puts(words, "of the ");
    words_duration(words, functions_ns(profile), 0);
    buffer_puts(words, " that the functions took");
}

/* --- as seen from outside --- */

static double waiting_of(const struct profile_row *row)
{
    return fmin(row->m.waiting_ns, row->m.self_ns);
}

/* Names the first rows that waited for at least so long. */
static void name_who_waits(struct arena *arena, const struct profile *profile, double least_ns,
                           struct buffer *words)
{
    const struct text *names = function_names(arena, profile);
    const char *before = "";
    int left = MOST_NAMED;
    for (uint32_t i = 0; i < profile->row_count && left > 0; i++) {
        const struct profile_row *row = &profile->rows[i];
        if (waiting_of(row) < least_ns)
            continue;
        buffer_printf(words, "%s%.*s (", before, TEXT_ARG(names[i]));
        words_duration(words, waiting_of(row), 0);
        buffer_puts(words, ")");
        before = ", ";
        left--;
    }
}

static void tell_what_was_seen(struct arena *arena, const struct profile *profile,
                               struct buffer *words)
{
    double sum_ns = 0, longest_ns = 0;
    for (uint32_t i = 0; i < profile->row_count; i++) {
        sum_ns += waiting_of(&profile->rows[i]);
        longest_ns = fmax(longest_ns, waiting_of(&profile->rows[i]));
    }
    if (sum_ns < fmax(LONG_NS, functions_ns(profile) / 10))
        return;
    begin(profile, words);
    buffer_puts(words, ", about ");
    words_duration(words, sum_ns, 0);
    buffer_puts(words, " was waiting, mostly in ");
    name_who_waits(arena, profile, fmin(sum_ns / 10, longest_ns), words);
    buffer_puts(words, "; --cpu-time measures it\n");
}

/* --- from what the program computed: that it waited, but not where --- */

/* It may be the whole of the first row, or most of all of them. A tenth may as well be that others
 * used the processor. */
static bool is_long(const struct profile *profile, double waiting_ns)
{
    double first_ns = profile->row_count > 0 ? profile->rows[0].m.self_ns : 0;
    double all_ns = functions_ns(profile);
    return waiting_ns >= LONG_NS && waiting_ns >= fmin(all_ns / 2, fmax(first_ns, all_ns / 10));
}

static void tell_what_is_left(const struct profile *profile, struct buffer *words)
{
    double computing_ns = fmax(profile->processor_ns - profile->probe_ns, 0);
    if (profile->processor_ns == 0 || !is_long(profile, functions_ns(profile) - computing_ns))
        return;
    begin(profile, words);
    buffer_puts(words, " the program computed for ");
    words_duration(words, computing_ns, 0);
    buffer_puts(words, " and waited for the rest: profile it with --cpu-time to see where\n");
}

void waiting_tell(struct arena *arena, const struct profile *profile, struct buffer *words)
{
    if (profile->cpu_time)
        return;
    if (profile->watched)
        tell_what_was_seen(arena, profile, words);
    else
        tell_what_is_left(profile, words);
}
