/* Frames that are calls of async functions, with the sum of their polls so far. Inside, without the
 * lock; a call is polled by one thread at a time. */
#ifndef PIANO_RUNTIME_OPEN_FRAMES_H
#define PIANO_RUNTIME_OPEN_FRAMES_H

#include "runtime/frame_log.h"

#define PIANO_FRAME_UNKEPT UINT16_MAX

/* Returns the frame's number while it is open, from 1; PIANO_FRAME_UNKEPT if too many are. */
hidden uint32_t piano_open_frame_begin(void);

/* NULL if no open frame can have the number. */
hidden struct frame_draft *piano_open_frame(uint32_t number);

hidden void piano_open_frame_close(uint32_t number);

hidden void piano_open_frames_forget(void);

#endif
