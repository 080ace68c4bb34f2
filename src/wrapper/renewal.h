/* What another build of piano compiled does not fit what this one compiles, since its runtime
 * differs. */
#ifndef PIANO_WRAPPER_RENEWAL_H
#define PIANO_WRAPPER_RENEWAL_H

#include "base/error.h"

/* Remove from piano's folder all that was built by another piano; runs and what else belongs to
 * the user stay. */
bool renewal_make(const char *folder, struct error *err);

#endif
