/* A tree outside the run file.
 * In: how many calls.  Out: what they took, with the probes that the program has. */
#include "runtime/kept.h"
#include "runtime/scratch.h"
#include "runtime/tree.h"

#define NEVER INT64_MAX

static struct scratch only;

struct scratch *piano_scratch_begin(bool optimised)
{
    struct scratch *scratch = &only;
    scratch->optimised = optimised;
    scratch->own.thread = &scratch->thread;
    scratch->own.presence = piano_platform_presence_word();
    scratch->thread = (struct piano_thread){.root = &scratch->root,
                                            .own = &scratch->own,
                                            .alloc_left = NEVER,
                                            .free_left = NEVER,
                                            .bucket = &scratch->thread.no_bucket};
    scratch->root.last_child = &scratch->node;
    scratch->histogram.max = UINT64_MAX;
    for (int i = 0; i < PIANO_OCTAVES; i++)
        scratch->histogram.octaves[i] =
            (uint32_t)(((char *)&scratch->octave - scratch->header) / 64);
    scratch->node = (struct piano_node){.last_child = &piano_nobody,
                                        .parent = &scratch->root,
                                        .successor = &scratch->node,
                                        .site = &scratch->site,
                                        .more = &scratch->more,
                                        .histogram = &scratch->histogram};
    scratch->self = piano_self;
    scratch->current = piano_current;
    piano_self = &scratch->thread;
    piano_current = &scratch->root;
    return scratch;
}

void piano_scratch_end(struct scratch *scratch)
{
    piano_self = scratch->self;
    piano_current = scratch->current;
}

void piano_scratch_calls(struct scratch *scratch, uint32_t calls)
{
    if (scratch->optimised)
        for (uint32_t i = 0; i < calls; i++)
            piano_call_kept(&scratch->site);
    else
        for (uint32_t i = 0; i < calls; i++)
            piano_leave(piano_enter(&scratch->site));
}

void piano_scratch_bare_calls(const struct scratch *scratch, uint32_t calls)
{
    if (!scratch->optimised)
        return;
    for (uint32_t i = 0; i < calls; i++)
        piano_call_bare();
}

uint64_t piano_scratch_bare_ticks(const struct scratch *scratch, uint32_t calls)
{
    uint64_t start = piano_ticks();
    piano_scratch_bare_calls(scratch, calls);
    return piano_ticks_since(start, piano_ticks());
}

uint64_t piano_scratch_ticks(struct scratch *scratch, uint32_t gap, uint32_t calls)
{
    node_set_gap(&scratch->node, gap);
    uint64_t start = piano_ticks();
    piano_scratch_calls(scratch, calls);
    return piano_ticks_since(start, piano_ticks());
}
