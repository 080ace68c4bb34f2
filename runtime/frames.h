/* The log of frames: see piano_frame in format.h. */
#ifndef PIANO_RUNTIME_FRAMES_H
#define PIANO_RUNTIME_FRAMES_H

#include "runtime/thread.h"

/* A node was made: a frame's own, or one below it. Inside. */
hidden void piano_frames_watch(struct piano_thread *thread, struct piano_node *node);

/* A call of a frame's node has ended; its ticks are in the node already. */
hidden void piano_frames_note(struct piano_thread *thread, struct piano_node *node, uint64_t spent);

/* The same for a call of an async function: it begins; one of its polls has ended; it has ended,
 * `mine` being its node if that is the calling thread's, else NULL. The number is that of
 * open_frames.h; 0: a poll at a frame's node of a call that is no frame. */
hidden uint32_t piano_frames_begin_call(void);
hidden void piano_frames_note_poll(struct piano_thread *thread, struct piano_node *node,
                                   uint32_t number, uint64_t start, uint64_t spent);
hidden void piano_frames_note_call(struct piano_node *mine, uint32_t number);

/* In a forked child: no frame has been seen yet. */
hidden void piano_frames_forget(void);

#endif
