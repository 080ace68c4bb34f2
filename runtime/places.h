/* Where a tree's nodes are, by their parent, and what it has by function alone. Both live outside
 * of the file. To be called inside. */
#ifndef PIANO_RUNTIME_PLACES_H
#define PIANO_RUNTIME_PLACES_H

#include "runtime/thread.h"

/* With the id of a function: not its calls, but the jobs that it handed over. */
#define PLACE_HANDED (1u << 31)

hidden struct piano_node *piano_places_find(const struct piano_own *own,
                                            const struct piano_node *parent, uint32_t name);

/* Without memory the node is not remembered: its path may then have a second one. */
hidden void piano_places_add(struct piano_own *own, struct piano_node *node);

/* Made if there is none; NULL where there is no memory. */
hidden struct by_function *piano_places_by_function(struct piano_own *own, uint32_t function);

#endif
