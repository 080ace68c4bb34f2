#include "render/members.h"

#include "base/json.h"

static void add_member(struct buffer *out, const char *name, double number)
{
    buffer_printf(out, "  \"%s\": %.0f,\n", name, number);
}

static void add_origin(const struct piano_header *header, struct buffer *out)
{
    const char *selection = run_selection(header);
    buffer_puts(out, "  \"selection\": ");
    if (selection)
        json_quoted(out, text_of(selection));
    else
        buffer_puts(out, "null");
    buffer_printf(out, ",\n  \"exact_time\": %s,\n  \"cpu_time\": %s,\n",
                  header->flags & PIANO_EXACT_TIME ? "true" : "false",
                  header->flags & PIANO_CPU_TIME ? "true" : "false");
}

void members_of_run(const struct profile *p, struct buffer *out)
{
    buffer_puts(out, "  \"run\": ");
    json_quoted(out, text_of(p->run->id));
    buffer_puts(out, ",\n  \"program\": ");
    json_quoted(out, text_of(p->run->program));
    buffer_printf(out, ",\n  \"start_unix_ns\": %llu,\n",
                  (unsigned long long)p->run->start_unix_ns);
    add_origin(p->run->processes[0].header, out);
    add_member(out, "processes", (double)p->run->process_count);
    add_member(out, "recorded_ns", p->recorded_ns);
    add_member(out, "outside_ns", p->outside_ns);
    add_member(out, "probe_ns", p->probe_ns);
    add_member(out, "processor_ns", p->processor_ns);
    add_member(out, "outside_allocs", (double)p->outside_allocs);
    add_member(out, "outside_alloc_bytes", (double)p->outside_alloc_bytes);
    add_member(out, "peak_live_bytes", (double)p->peak_live_bytes);
    add_member(out, "end_live_bytes", (double)p->end_live_bytes);
    add_member(out, "outside_at_peak", (double)p->outside_at_peak_bytes);
    add_member(out, "outside_at_end", (double)p->outside_at_end_bytes);
    buffer_printf(out, "  \"at_peak_estimated\": %s,\n  \"at_end_estimated\": %s,\n",
                  p->at_peak_is_estimate ? "true" : "false",
                  p->at_end_is_estimate ? "true" : "false");
    add_member(out, "folded_calls", (double)p->folded_calls);
}
