/* Stretches of a thread's time that are the runtime's own, and long against a probe.
 * In: the beginning and the end of one.  Out: calls in flight that began later by as much.
 *
 * What a probe takes is reckoned with for each call; that the file grows is not, and takes as long
 * as thousands of them. It would be self time of whichever function happened to be the caller. */
#include "runtime/pause.h"
#include "runtime/cpu.h"
#include "runtime/ordered.h"

static uint64_t cpu_now(void)
{
    bool measured = piano_self && piano_unusual & PIANO_UNUSUAL_CPU;
    return measured ? piano_cpu_ticks(piano_own(piano_self), piano_ticks()) : 0;
}

struct pause piano_pause_begin(void)
{
    uint64_t cpu_ticks = cpu_now();
    return (struct pause){.ticks = piano_ticks(), .cpu_ticks = cpu_ticks};
}

/* The innermost call that stands on a path of its own. */
static struct piano_node *shift_folded(struct piano_own *own, const struct pause *length)
{
    for (size_t i = 0; i < own->folded_depth; i++) {
        own->folded[i].start += length->ticks;
        own->folded[i].cpu_start += length->cpu_ticks;
    }
    return own->folded_depth ? own->folded[0].caller : piano_current;
}

void piano_pause_end(struct pause begun)
{
    uint64_t took = piano_ticks_since(begun.ticks, piano_ticks());
    const struct pause length = {.ticks = took & ~ORDERED_MARK,
                                 .cpu_ticks = piano_ticks_since(begun.cpu_ticks, cpu_now())};
    struct piano_node *node = piano_current;
    if (piano_self)
        node = shift_folded(piano_own(piano_self), &length);
    for (; node; node = node->parent) {
        if (!node->start)
            continue;
        node->start += length.ticks;
        if (node->more)
            node->more->cpu_start += length.cpu_ticks;
    }
}
