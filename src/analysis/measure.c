#include "analysis/measure.h"

#include <math.h>

void measure_add(struct measure *to, const struct measure *m)
{
    to->calls += m->calls;
    to->timed += m->timed;
    to->activations += m->activations;
    to->allocs += m->allocs;
    to->alloc_bytes += m->alloc_bytes;
    to->frees += m->frees;
    to->freed_bytes += m->freed_bytes;
    to->polls += m->polls;
    to->completed += m->completed;
    to->cancelled += m->cancelled;
    to->panicked += m->panicked;
    to->self_ns += m->self_ns;
    to->cpu_self_ns += m->cpu_self_ns;
    to->waiting_ns += m->waiting_ns;
    to->error_ns = hypot(to->error_ns, m->error_ns);
    to->cost_error_ns += m->cost_error_ns;
    to->suspended_ns += m->suspended_ns;
    to->longest_poll_ns = fmax(to->longest_poll_ns, m->longest_poll_ns);
}
