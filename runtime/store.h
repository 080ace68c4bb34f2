/* The run file as memory that only grows. All functions need the lock. */
#ifndef PIANO_RUNTIME_STORE_H
#define PIANO_RUNTIME_STORE_H

#include "runtime/state.h"

/* Makes the file FOLDER/RUN_ID-PID.run and returns its header, with base and sizes filled in; NULL
 * if it cannot be made. Called again in a forked child, after piano_store_leave. */
hidden struct piano_header *piano_store_open(const char *folder, const char *run_id);

/* A slab with room for `bytes` of content, zeroed; NULL if the file can grow no more, ever. A
 * little is kept back for what is `essential` even then. */
hidden struct piano_slab *piano_store_slab(uint32_t kind, uint32_t thread, size_t bytes,
                                           bool essential);

/* Room for `bytes` in the slab, or NULL. It counts as used once it is committed. */
hidden void *piano_store_take(struct piano_slab *slab, size_t bytes);
hidden void piano_store_commit(struct piano_slab *slab, size_t bytes);

/* At exit: writes the file if it could not be mapped; else cuts off what is not used. */
hidden void piano_store_finish(void);

/* In a forked child: makes the mapping inaccessible, since the file is the parent's. */
hidden void piano_store_leave(void);

#endif
