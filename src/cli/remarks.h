/* What is said on standard error beside a report: how far it is to be trusted, and what more there
 * is to be seen or done. */
#ifndef PIANO_CLI_REMARKS_H
#define PIANO_CLI_REMARKS_H

#include "cli/command.h"
#include "cli/report.h"
#include "render/render.h"

/* Before any report; `named`: the user asked for the run by its name. */
void remarks_before(const struct invocation *invocation, const struct profile *profile, bool named);

/* Below a table of functions or a tree. */
void remarks_after(const struct invocation *invocation, const struct report_options *options,
                   const struct profile *profile, const struct rendered *rendered);

#endif
