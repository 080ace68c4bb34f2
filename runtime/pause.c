/* Time that the runtime itself takes on a thread, long compared to a probe.
 * In: the beginning and the end of such a pause.  Out: calls in flight start later by its length.
 *
 * The cost of a probe is subtracted for each call. Making a node, keeping a frame, noting an owner,
 * waiting for the lock or growing the file takes as long as tens or thousands of probes, and has no
 * cost that could be calibrated. It would be self time of whichever function happened to be the
 * caller. */
#include "runtime/pause.h"
#include "runtime/cpu.h"
#include "runtime/ordered.h"
#include "runtime/tree.h"

/* Moving the start of one more caller takes a few ticks: one for so many ticks of the pause keeps
 * that small. */
#define TICKS_A_CALLER 64

/* Ticks in all pauses of this thread. */
static _Thread_local uint64_t paused, cpu_paused;

static uint64_t cpu_now(void)
{
    bool measured = piano_self && piano_unusual & PIANO_UNUSUAL_CPU;
    return measured ? piano_cpu_ticks(piano_own(piano_self), piano_ticks()) : 0;
}

struct pause piano_pause_begin(void)
{
    struct pause pause = {.cpu_ticks = cpu_now(), .paused = paused, .cpu_paused = cpu_paused};
    pause.ticks = piano_ticks();
    return pause;
}

static void shift_node(struct piano_node *node, uint64_t ticks, uint64_t cpu_ticks)
{
    if (!node->start)
        return;
    node->start += ticks;
    if (node->more)
        node->more->cpu_start += cpu_ticks;
}

/* A fold node has no start; a leaf below one has. */
static void shift_folded(struct folded_call *call, uint64_t ticks, uint64_t cpu_ticks)
{
    call->start += ticks;
    call->cpu_start += cpu_ticks;
    if (node_is_folded(call->caller))
        shift_node(call->caller, ticks, cpu_ticks);
}

/* As far up the callers as takes little against the pause itself. */
static void shift(struct piano_own *own, uint64_t ticks, uint64_t cpu_ticks)
{
    uint64_t most = ticks / TICKS_A_CALLER;
    if (node_is_folded(piano_current))
        shift_node(piano_current, ticks, cpu_ticks);
    for (size_t i = own->folded_depth; i-- > 0 && most > 0; most--)
        shift_folded(&own->folded[i], ticks, cpu_ticks);
    for (struct piano_node *node = unfolded(own, piano_current); node && most > 0; most--) {
        shift_node(node, ticks, cpu_ticks);
        node = node->parent;
    }
}

void piano_pause_end(struct pause begun)
{
    /* Pauses within this one have been taken out already. */
    begun.ticks += paused - begun.paused;
    begun.cpu_ticks += cpu_paused - begun.cpu_paused;
    uint64_t ticks = piano_ticks_since(begun.ticks, piano_ticks()) & ~ORDERED_MARK;
    uint64_t cpu_ticks = piano_ticks_since(begun.cpu_ticks, cpu_now());
    paused += ticks;
    cpu_paused += cpu_ticks;
    if (piano_self)
        shift(piano_own(piano_self), ticks, cpu_ticks);
}
