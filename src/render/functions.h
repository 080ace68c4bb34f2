/* What the tables about functions share: their names. */
#ifndef PIANO_RENDER_FUNCTIONS_H
#define PIANO_RENDER_FUNCTIONS_H

#include "analysis/profile.h"
#include "base/text.h"

/* What stands for time outside any measured function. */
#define OUTSIDE_NAME "(outside)"

/* The shortest names of all rows of a profile. */
const struct text *function_names(struct arena *arena, const struct profile *profile);

#endif
