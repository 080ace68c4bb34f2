#include "analysis/threads.h"

#include <math.h>

static struct profile_thread thread_line(const struct run_process *process,
                                         const struct run_thread *t)
{
    struct profile_thread line = {
        .name = t->name,
        .pid = process->header->pid,
        .served = t->served,
        .live = t->live,
    };
    uint64_t inside_ticks = 0;
    for (uint32_t i = t->first_node; i < t->first_node + t->node_count; i++) {
        const struct run_node *n = &process->nodes[i];
        line.calls += n->function == PIANO_NO_FUNCTION ? 0 : n->calls;
        line.allocs += n->allocs;
        line.alloc_bytes += n->alloc_bytes;
        if (n->parent == t->first_node && !n->folded)
            inside_ticks += n->ticks;
    }
    double inside_ns = (double)inside_ticks * process->ns_per_tick;
    line.recorded_ns = fmax((double)t->recorded_ticks * process->ns_per_tick, inside_ns);
    line.outside_ns = line.recorded_ns - inside_ns;
    return line;
}

void threads_list(struct arena *arena, struct profile *p)
{
    const struct run *run = p->run;
    ARRAY(struct profile_thread) threads = {0};
    for (size_t i = 0; i < run->process_count; i++)
        for (uint32_t t = 0; t < run->processes[i].thread_count; t++)
            array_push(arena, &threads,
                       thread_line(&run->processes[i], &run->processes[i].threads[t]));
    p->threads = threads.at;
    p->thread_count = threads.len;
}
