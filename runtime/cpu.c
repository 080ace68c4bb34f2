/* CPU time of the calling thread.
 * In: the thread's CPU clock, which is slow to ask; the presence word, which the kernel clears when
 * it takes the thread off its processor.  Out: CPU time in ticks.
 *
 * While the word stays armed, CPU time advances with the clock: it is now - off_ticks. If the word
 * was cleared, the thread was off its processor for a while: the kernel is asked once, and the word
 * armed again. */
#include "runtime/cpu.h"
#include "runtime/tree.h"

uint64_t piano_presence_armed;

static struct piano_clock_pair first;

static struct piano_clock_pair read_both(void)
{
    return (struct piano_clock_pair){.ticks = piano_ticks(), .ns = piano_platform_ns()};
}

void piano_cpu_init(void)
{
    const uint64_t enough_ns = 300000;
    piano_presence_armed = piano_platform_presence_armed();
    first = read_both();
    while (read_both().ns - first.ns < enough_ns)
        continue;
}

void piano_cpu_meet(struct piano_own *own)
{
    if (!(piano_unusual & PIANO_UNUSUAL_CPU))
        return;
    own->thread->cpu_seen = 0;
    own->presence = piano_platform_presence_word();
    if (own->presence)
        *(volatile uint64_t *)own->presence = 0;
}

static uint64_t ticks_of(uint64_t ns)
{
    struct piano_clock_pair now = read_both();
    double ticks_a_ns = (double)(now.ticks - first.ticks) / (double)(now.ns - first.ns);
    return (uint64_t)((double)ns * ticks_a_ns);
}

uint64_t piano_cpu_ask(struct piano_own *own)
{
    const int tries = 3;
    uint64_t used = 0;
    for (int i = 0; i < tries; i++) {
        if (own->presence)
            *(volatile uint64_t *)own->presence = piano_presence_armed;
        used = ticks_of(piano_platform_thread_cpu_ns());
        own->off_ticks = piano_ticks() - used;
        if (!own->presence || *(volatile uint64_t *)own->presence == piano_presence_armed)
            break;
    }
    return used;
}

uint64_t piano_cpu_begin(struct piano_thread *thread, struct piano_node *node)
{
    struct piano_own *own = piano_own(thread);
    struct piano_more *more = node->more;
    if (unlikely(!more) && inside_begin()) {
        more = piano_tree_more(thread, node);
        inside_end();
    }
    uint64_t now = piano_ticks();
    if (unlikely(!more))
        return now;
    uint64_t asked = now - own->off_ticks;
    more->cpu_start = piano_cpu_ticks(own, now);
    /* If the kernel was asked, that took longer than many a call: the clock is read again. */
    return likely(more->cpu_start == asked) ? now : piano_ticks();
}

void piano_cpu_end(struct piano_thread *thread, struct piano_node *node, uint64_t now,
                   uint32_t calls)
{
    struct piano_more *more = node->more;
    if (unlikely(!more))
        return;
    uint64_t used = piano_cpu_ticks(piano_own(thread), now);
    more->cpu_ticks += piano_ticks_since(more->cpu_start, used) * calls;
}

void piano_cpu_note(struct piano_thread *thread)
{
    if (!(piano_unusual & PIANO_UNUSUAL_CPU))
        return;
    struct piano_own *own = piano_own(thread);
    uint64_t used = piano_cpu_ticks(own, piano_ticks());
    struct piano_node *node = unfolded(own, piano_current);
    for (; node; node = node->parent) {
        if (!node->start || !node->more)
            continue;
        node->more->cpu_ticks += piano_ticks_since(node->more->cpu_start, used);
        node->more->cpu_start = used;
    }
}
