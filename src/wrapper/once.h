/* Folders that are made once and kept.
 * Several wrappers start at the same time: one of them makes the folder, the others wait for it. */
#ifndef PIANO_WRAPPER_ONCE_H
#define PIANO_WRAPPER_ONCE_H

#include <stdbool.h>

#include "base/error.h"

/* Fill the folder, which is empty. */
typedef bool once_fill(const char *folder, void *context, struct error *err);

/* If there is no such folder, fill another and give it that name when it is complete. */
bool once_make(const char *folder, once_fill *fill, void *context, struct error *err);

#endif
