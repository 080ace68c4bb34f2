/* A tree that nobody will see, to run the probes on for what they cost. */
#include "runtime/kept.h"
#include "runtime/scratch.h"
#include "runtime/tree.h"

#define NEVER INT64_MAX

static struct scratch only;

struct scratch *piano_scratch_begin(bool optimised)
{
    struct scratch *all = &only;
    all->optimised = optimised;
    all->own.thread = &all->thread;
    all->own.presence = piano_platform_presence_word();
    all->thread = (struct piano_thread){.root = &all->root,
                                        .own = &all->own,
                                        .alloc_left = NEVER,
                                        .free_left = NEVER,
                                        .bucket = &all->thread.no_bucket};
    all->root.last_child = &all->node;
    all->histogram.max = UINT64_MAX;
    for (int i = 0; i < PIANO_OCTAVES; i++)
        all->histogram.octaves[i] = (uint32_t)(((char *)&all->octave - all->header) / 64);
    all->node = (struct piano_node){.last_child = &piano_nobody,
                                    .parent = &all->root,
                                    .successor = &all->node,
                                    .site = &all->site,
                                    .more = &all->more,
                                    .histogram = &all->histogram};
    all->self = piano_self;
    all->current = piano_current;
    piano_self = &all->thread;
    piano_current = &all->root;
    return all;
}

void piano_scratch_end(struct scratch *all)
{
    piano_self = all->self;
    piano_current = all->current;
}

void piano_scratch_calls(struct scratch *all, uint32_t calls)
{
    if (all->optimised)
        for (uint32_t i = 0; i < calls; i++)
            piano_call_kept(&all->site);
    else
        for (uint32_t i = 0; i < calls; i++)
            piano_leave(piano_enter(&all->site));
}

void piano_scratch_bare_calls(const struct scratch *all, uint32_t calls)
{
    if (!all->optimised)
        return;
    for (uint32_t i = 0; i < calls; i++)
        piano_call_bare();
}

uint64_t piano_scratch_bare_ticks(const struct scratch *all, uint32_t calls)
{
    uint64_t start = piano_ticks();
    piano_scratch_bare_calls(all, calls);
    return piano_ticks_since(start, piano_ticks());
}

uint64_t piano_scratch_ticks(struct scratch *all, uint32_t gap, uint32_t calls)
{
    node_set_gap(&all->node, gap);
    uint64_t start = piano_ticks();
    piano_scratch_calls(all, calls);
    return piano_ticks_since(start, piano_ticks());
}
