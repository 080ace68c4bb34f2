/* The run file as memory that only grows. All functions need the lock. */
#ifndef PIANO_RUNTIME_STORE_H
#define PIANO_RUNTIME_STORE_H

#include "runtime/state.h"

/* Makes the file FOLDER/RUN_ID-PID.run and its header (base and sizes filled in), which it
 * returns; NULL where the file cannot be made. Called again in a forked child: the old mapping
 * must be hidden by then. */
hidden struct piano_header *piano_store_open(const char *folder, const char *run_id);

/* Room for `bytes` of content, zeroed; NULL where the file cannot grow any more, for good. A little
 * is kept back for what `must` have it even then. */
hidden struct piano_slab *piano_store_slab(uint32_t kind, uint32_t thread, size_t bytes, bool must);

/* Takes `bytes` from the slab, or NULL. What was taken counts as used once it is committed. */
hidden void *piano_store_take(struct piano_slab *slab, size_t bytes);
hidden void piano_store_commit(struct piano_slab *slab, size_t bytes);

/* Where the file could not be mapped: write it now. */
hidden void piano_store_finish(void);

/* Makes the mapping unusable, as a forked child must: it is its parent's. */
hidden void piano_store_leave(void);

#endif
