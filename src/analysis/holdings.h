/* Whose memory it was: what each function, and the program as a whole, held at the peak and at the
 * end; a step of profile_make.
 * In: a profile whose rows are in their final order.  Out: its fields about memory, filled in. */
#ifndef PIANO_ANALYSIS_HOLDINGS_H
#define PIANO_ANALYSIS_HOLDINGS_H

#include "analysis/profile.h"

/* Add the holdings of all processes of the profile's run. */
void holdings_add(struct profile *profile);

#endif
