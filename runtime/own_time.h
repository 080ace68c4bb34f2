/* Time that the runtime takes for itself. */
#ifndef PIANO_RUNTIME_OWN_TIME_H
#define PIANO_RUNTIME_OWN_TIME_H

#include <stdint.h>

#include "runtime/platform.h"

/* What has passed since then is no call's: for those in flight on this thread the clock stood
 * still. Inside; `since` in ticks, read on this thread when it had its tree. */
hidden void piano_own_time(uint64_t since);

#endif
