/* Frames that are calls of async functions: what their polls so far came to. Inside, without the
 * lock; a call is polled by one thread at a time. */
#ifndef PIANO_RUNTIME_OPEN_FRAMES_H
#define PIANO_RUNTIME_OPEN_FRAMES_H

#include "runtime/frame_log.h"

/* By the address at which the call has its progress; begun if there is none. NULL where too many
 * are open. */
hidden struct frame_draft *piano_open_frame(const void *call);

/* NULL where there is none. */
hidden struct frame_draft *piano_open_frame_of(const void *call);

hidden void piano_open_frame_close(const void *call);

hidden void piano_open_frames_forget(void);

#endif
