/* Finds a tree's nodes by parent and function, and what the tree keeps for each function. Both
 * tables are outside the file. To be called inside. */
#ifndef PIANO_RUNTIME_PLACES_H
#define PIANO_RUNTIME_PLACES_H

#include "runtime/thread.h"

/* Added to a function's id: the node for jobs that it handed over, not for its calls. */
#define PLACE_HANDED (1u << 31)

hidden struct piano_node *piano_places_find(const struct piano_own *own,
                                            const struct piano_node *parent, uint32_t name);

/* If there is no memory the node is not remembered: its path may then get a second one. */
hidden void piano_places_add(struct piano_own *own, struct piano_node *node);

/* The entry is made if there is none; NULL if there is no memory. */
hidden struct by_function *piano_places_by_function(struct piano_own *own, uint32_t function);

#endif
