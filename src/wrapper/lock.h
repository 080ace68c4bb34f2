/* What only one process at a time may do. */
#ifndef PIANO_WRAPPER_LOCK_H
#define PIANO_WRAPPER_LOCK_H

#include <stdbool.h>

#include "base/error.h"

/* Wait until nobody else has the lock, a file that is made and stays; to close `*fd` is to let go
 * of it, and so is to end. */
bool lock_take(const char *path, int *fd, struct error *err);

#endif
