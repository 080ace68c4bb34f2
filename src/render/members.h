/* What a report's JSON says about the run as a whole; docs/report-json.md tells what each member
 * is. */
#ifndef PIANO_RENDER_MEMBERS_H
#define PIANO_RENDER_MEMBERS_H

#include "analysis/profile.h"
#include "base/text.h"

/* Add the members, a line each with its comma: the functions follow. */
void members_of_run(const struct profile *profile, struct buffer *out);

#endif
