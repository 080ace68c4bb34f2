/* From the top of a profile's tree down, without recursion: trees may be deep. */
#ifndef PIANO_ANALYSIS_WALK_H
#define PIANO_ANALYSIS_WALK_H

#include "analysis/profile.h"

/* Called with each node once all that is below it has been walked. */
typedef void walk_leave(void *context, uint32_t node);

/* The node that follows `at`, or PROFILE_NONE; a walk begins at PROFILE_ROOT. */
uint32_t walk_next(const struct profile *profile, uint32_t at, walk_leave *leave, void *context);

#endif
