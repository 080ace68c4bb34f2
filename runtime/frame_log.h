/* The frames that are kept: the slowest, and an even sample. Inside, without the lock. */
#ifndef PIANO_RUNTIME_FRAME_LOG_H
#define PIANO_RUNTIME_FRAME_LOG_H

#include "runtime/state.h"

#define DRAFT_PARTS 64

/* A frame with the functions that ran in it; the file keeps those with the most self time. */
struct frame_draft {
    uint32_t function, thread;
    uint64_t number, start, ticks, allocs, bytes;
    int64_t other; /* self ticks of functions beyond DRAFT_PARTS */
    uint32_t count;
    struct draft_part {
        uint32_t function;
        uint64_t calls;
        int64_t self;
    } parts[DRAFT_PARTS];
};

/* Counts a frame that has ended: returns its number, or 0 if there is no room for a log. */
hidden uint64_t piano_frame_log_count(uint64_t ticks);

hidden bool piano_frame_log_wants(uint64_t number, uint64_t ticks);
hidden void piano_frame_log_keep(struct frame_draft *draft);
hidden void piano_frame_log_forget(void);

#endif
