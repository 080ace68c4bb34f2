/* Room in the file for the parts of trees, within the budget that all trees share. */
#ifndef PIANO_RUNTIME_ROOM_H
#define PIANO_RUNTIME_ROOM_H

#include "runtime/thread.h"

/* A kind of part, and the slabs from which a tree takes such parts. */
struct piano_part {
    uint32_t kind; /* enum piano_slab_kind */
    uint32_t bytes;
    uint32_t first_slab, largest_slab; /* parts in a slab */
};

extern hidden const struct piano_part piano_part_node, piano_part_more, piano_part_histogram,
    piano_part_octave;

/* Zeroed room for one part, or NULL; it counts as used once it is committed. An `essential` part
 * may exceed the budget. Inside, without the lock. */
hidden void *piano_room(struct piano_own *own, const struct piano_part *part, bool essential);
hidden void piano_room_commit(struct piano_own *own, const struct piano_part *part);

/* The first slab of nodes of a new tree. Needs the lock. */
hidden bool piano_room_first(struct piano_own *own);

/* In a forked child: nothing is taken yet. */
hidden void piano_room_forget(void);

#endif
