/* Independent pieces of work, done by as many threads as the machine has processors. */
#ifndef PIANO_BASE_PARALLEL_H
#define PIANO_BASE_PARALLEL_H

#include <stddef.h>

/* Call `work` once for each item from 0 to count - 1, in no order; returns when all are done.
 * Several calls run at once: each may change only what belongs to its item. */
void parallel_each(size_t count, void (*work)(void *context, size_t item), void *context);

#endif
