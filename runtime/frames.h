/* The log of frames: see piano_frame in format.h. */
#ifndef PIANO_RUNTIME_FRAMES_H
#define PIANO_RUNTIME_FRAMES_H

#include "runtime/thread.h"

/* A node was made below a frame's node; or that of a frame itself. Inside. */
hidden void piano_frames_watch(struct piano_thread *thread, struct piano_node *node);

/* A call of a frame's node has ended; its ticks are in the node already. */
hidden void piano_frames_note(struct piano_thread *thread, struct piano_node *node, uint64_t start,
                              uint64_t spent);

/* A poll of a call of a frame's node has ended, by the address at which the call has its progress;
 * then the call. */
hidden void piano_frames_note_poll(struct piano_thread *thread, struct piano_node *node,
                                   const void *call, uint64_t start, uint64_t spent);
hidden void piano_frames_note_call(const void *call);

/* In a forked child: no frame has been seen. */
hidden void piano_frames_forget(void);

#endif
