/* What a run says about each of its threads; a step of profile_make. */
#ifndef PIANO_ANALYSIS_THREADS_H
#define PIANO_ANALYSIS_THREADS_H

#include "analysis/profile.h"

/* Fill in the profile's threads, process by process, in the order of their files. */
void threads_list(struct arena *arena, struct profile *profile);

#endif
