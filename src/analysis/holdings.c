#include "analysis/holdings.h"

/* The process that held the most at one time. */
static size_t process_with_most(const struct run *run)
{
    size_t most = 0;
    for (size_t i = 1; i < run->process_count; i++)
        if (run->processes[i].header->peak_live_bytes >
            run->processes[most].header->peak_live_bytes)
            most = i;
    return most;
}

static uint64_t held_at_end(const struct piano_header *h)
{
    return h->live_bytes > 0 ? (uint64_t)h->live_bytes : 0;
}

/* The peak is known to some KiB a thread, the end exactly. */
static uint64_t held_at_peak(const struct piano_header *h)
{
    return h->peak_live_bytes < held_at_end(h) ? held_at_end(h) : h->peak_live_bytes;
}

/* What processes held at their ends adds up. What they held at their peaks does not, since these
 * were at different times: the largest stands for all. */
static void add_process(struct profile *p, size_t process, bool has_the_peak)
{
    const struct run_process *from = &p->run->processes[process];
    if (from->header->flags & PIANO_NO_ALLOCATOR)
        return;
    p->allocations = true;
    p->end_live_bytes += held_at_end(from->header);
    if (has_the_peak) {
        p->peak_live_bytes = held_at_peak(from->header);
        p->at_peak_is_estimate = from->header->peak_sampling > 0;
    }
    p->at_end_is_estimate = p->at_end_is_estimate || from->header->sample_bytes > 0;
    for (size_t i = 0; i < from->holding_count; i++) {
        const struct run_holding *holding = &from->holdings[i];
        uint32_t row = holding->function ? p->rows_by_id[process][holding->function] : PROFILE_NONE;
        struct profile_row *to = row == PROFILE_NONE ? NULL : &p->rows[row];
        *(to ? &to->at_end_bytes : &p->outside_at_end_bytes) += holding->end_bytes;
        if (has_the_peak)
            *(to ? &to->at_peak_bytes : &p->outside_at_peak_bytes) += holding->peak_bytes;
    }
}

void holdings_add(struct profile *profile)
{
    size_t with_most = process_with_most(profile->run);
    for (size_t i = 0; i < profile->run->process_count; i++)
        add_process(profile, i, i == with_most);
}
