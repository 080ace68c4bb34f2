/* A run with a bit of everything that a run file may hold, to be damaged by tests. */
#ifndef PIANO_TESTS_RUN_SAMPLE_H
#define PIANO_TESTS_RUN_SAMPLE_H

#include "run_maker.h"

static inline void sample_make(struct maker *m)
{
    maker_begin(m, 1 << 20, "sample", 7);
    uint32_t outer = maker_function(m, "demo", "outer", "src/main.rs", 3);
    uint32_t inner = maker_function(m, "demo", "a::inner", "src/a.rs", 14);
    struct piano_thread *t = maker_thread(m, "main", 10000);
    struct piano_node *n = maker_node(m, t, maker_local(m, t->root), outer);
    n->counted = 2 * PIANO_CALL;
    n->ticks = 9000;
    n->allocs = 3;
    n->alloc_bytes = 300;
    struct piano_node *below = maker_node(m, t, n, inner);
    below->counted = 100 * PIANO_CALL;
    below->untimed = 90;
    below->ticks = 4000;
    maker_watched(m, below)->ticks = 3500;
    maker_watched(m, below)->looks = 2;
    maker_more(m, t, below)->cpu_ticks = 3000;
    struct piano_node *folded = maker_node(m, t, maker_local(m, t->fold), inner);
    folded->flags = PIANO_NODE_FOLD;
    folded->counted = 5 * PIANO_CALL;
    folded->ticks = 50;
    struct piano_node *jobs = maker_node(m, t, n, outer);
    jobs->flags = PIANO_NODE_HANDED;
    jobs->handed_by = inner;
    jobs->handed_at = maker_address(m, below);
    jobs->allocs = 1;
    maker_node(m, t, jobs, inner)->counted = 4 * PIANO_CALL;
    struct piano_histogram *h = maker_histogram(m, t, inner);
    maker_count(m, t, h, 40, 100);
    struct piano_thread *live = maker_thread(m, "worker", 0);
    maker_live(m, live, MAKER_FIRST_TICKS + 500);
    struct piano_node *flying = maker_node(m, live, maker_local(m, live->root), outer);
    flying->counted = PIANO_CALL;
    flying->start = MAKER_FIRST_TICKS + 1000;
    maker_more(m, live, flying)->cpu_start = 20;
    live->cpu_seen = 320;
    struct piano_frames *log = maker_frames(m, 2);
    struct piano_frame *frame = (struct piano_frame *)(log + 1);
    *frame = (struct piano_frame){.number = 1, .ticks = 4500, .kept = PIANO_FRAME_SAMPLE};
    frame->parts[frame->part_count++] = (struct piano_frame_part){outer, 1, 2000};
    log->seen = 1;
    struct piano_holding *holding = maker_take(m, PIANO_SLAB_HOLDINGS, UINT32_MAX, sizeof *holding);
    *holding = (struct piano_holding){.function = inner, .live_bytes = 100, .at_peak = 250};
    maker_header(m)->peak_live_bytes = 300;
    maker_end(m, MAKER_FIRST_TICKS + 10000);
}

#endif
