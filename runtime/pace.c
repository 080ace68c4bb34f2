/* How fast the probes run by now, compared to when they were calibrated.
 * In: what they cost at the start.  Out: in the header, what they cost averaged over the run so
 * far.
 *
 * A processor changes its speed, its counter does not: it may start at half its speed, get hot, or
 * share a core with others. And not every part of a probe slows down alike: reading the counter
 * always takes the same number of ticks. So now and then a few calls that do nothing are measured
 * again. */
#include "runtime/pace.h"
#include "runtime/pause.h"
#include "runtime/scratch.h"
#include "runtime/tree.h"

/* Calls and ticks with which the next few timed calls are neither put into the histogram nor
 * ordered: see histogram_share and ordered_is_due. */
#define FIRST 1001
#define MANY_TICKS ((uint64_t)1 << 40)

/* Calls in a batch. What a smaller batch takes is subtracted: what both have in common is not the
 * calls'. */
#define TIMED_FEW 2
#define TIMED 6
#define COUNTED_FEW 4
#define COUNTED 20

#define BATCHES 8
#define INTERVAL (1 << 22) /* ticks */
/* If CPU time is kept a look takes several times as long, and shows in what the process has
 * used. */
#define INTERVAL_OF_CPU (1 << 26)
#define LEAST_TICKS 16 /* of a timed call: if there are fewer, the counter is too coarse */

_Atomic uint64_t piano_pace_due = UINT64_MAX;

/* Ticks of timed calls, between their two readings and outside; ticks of counted calls. */
struct paces {
    uint64_t inside, outside, counted;
};

static struct {
    bool optimised;
    uint64_t interval;
    struct paces sum; /* a look adds TIMED, TIMED - TIMED_FEW and COUNTED - COUNTED_FEW calls */
    uint64_t bare;    /* the least ticks of COUNTED - COUNTED_FEW calls without probes */
    uint64_t looks;
    uint64_t ordered_outside, outside; /* at the start: of an ordered call; of timed ones, as in
                                        * sum */
} pace = {.bare = UINT64_MAX};

static uint64_t run(struct scratch *scratch, uint32_t gap, uint32_t calls)
{
    scratch->node.counted = FIRST * PIANO_CALL;
    scratch->node.ticks = MANY_TICKS;
    return piano_scratch_ticks(scratch, gap, calls);
}

static void run_timed(struct scratch *scratch, uint32_t calls, struct paces *fastest)
{
    uint64_t ticks = run(scratch, 1, calls), inside = scratch->node.ticks - MANY_TICKS;
    if (ticks < fastest->inside + fastest->outside)
        *fastest = (struct paces){inside, ticks - inside, 0};
}

static uint64_t lesser(uint64_t a, uint64_t b)
{
    return a < b ? a : b;
}

/* What calling as such takes, for as many calls as are counted. */
static uint64_t look_at_bare_calls(struct scratch *scratch)
{
    uint64_t few = UINT64_MAX, many = UINT64_MAX;
    for (int i = 0; i < BATCHES; i++) {
        few = lesser(few, piano_scratch_bare_ticks(scratch, COUNTED_FEW));
        many = lesser(many, piano_scratch_bare_ticks(scratch, COUNTED));
    }
    return piano_ticks_since(few, many);
}

/* Takes the fastest batches: interrupts are no matter of pace. */
static struct paces look(void)
{
    struct scratch *scratch = piano_scratch_begin(pace.optimised);
    scratch->node.timed_until = UINT64_MAX;
    struct paces few = {.outside = UINT64_MAX}, many = few;
    uint64_t few_counted = UINT64_MAX, many_counted = UINT64_MAX;
    for (int i = 0; i < BATCHES; i++) {
        run_timed(scratch, TIMED_FEW, &few);
        run_timed(scratch, TIMED, &many);
        few_counted = lesser(few_counted, run(scratch, NODE_LONGEST_GAP, COUNTED_FEW));
        many_counted = lesser(many_counted, run(scratch, NODE_LONGEST_GAP, COUNTED));
    }
    pace.bare = lesser(pace.bare, look_at_bare_calls(scratch));
    uint64_t bare_timed = pace.bare * (TIMED - TIMED_FEW) / (COUNTED - COUNTED_FEW);
    piano_scratch_end(scratch);
    return (struct paces){.inside = many.inside,
                          .outside = piano_ticks_since(few.outside + bare_timed, many.outside),
                          .counted = piano_ticks_since(few_counted + pace.bare, many_counted)};
}

void piano_pace_init(bool optimised, const struct piano_costs *costs)
{
    if (piano_unusual & PIANO_UNUSUAL_CLOCK || costs->timed_inside < LEAST_TICKS * PIANO_COST_UNIT)
        return;
    pace.optimised = optimised;
    pace.interval = piano_unusual & PIANO_UNUSUAL_CPU ? INTERVAL_OF_CPU : INTERVAL;
    pace.ordered_outside = costs->ordered_outside;
    pace.outside = look().outside;
    if (pace.outside > 0)
        piano_pace_due = piano_ticks() + pace.interval;
}

/* Averages since the start. The additional cost of an ordered call changes as that of any timed
 * one. */
static void set_costs(struct piano_header *header)
{
    header->timed_inside = pace.sum.inside * PIANO_COST_UNIT / (pace.looks * TIMED);
    header->timed_outside = pace.sum.outside * PIANO_COST_UNIT / (pace.looks * (TIMED - TIMED_FEW));
    header->counted_outside =
        pace.sum.counted * PIANO_COST_UNIT / (pace.looks * (COUNTED - COUNTED_FEW));
    header->ordered_outside = pace.ordered_outside * pace.sum.outside / (pace.looks * pace.outside);
}

static void look_again(void)
{
    uint64_t now = piano_ticks();
    if (now <= atomic_load_explicit(&piano_pace_due, memory_order_relaxed))
        return;
    struct paces latest = look();
    pace.sum.inside += latest.inside;
    pace.sum.outside += latest.outside;
    pace.sum.counted += latest.counted;
    pace.looks++;
    set_costs(piano_run.header);
    atomic_store_explicit(&piano_pace_due, now + pace.interval, memory_order_relaxed);
}

/* Signals are held: their handlers' calls would be lost in the scratch tree. */
cold void piano_pace_look(void)
{
    if (!inside_begin())
        return;
    sigset_t before;
    piano_platform_hold_signals(&before);
    struct pause pause = piano_pause_begin();
    piano_lock();
    look_again();
    piano_unlock();
    piano_pause_end(pause);
    inside_end();
    piano_platform_release_signals(&before);
}
