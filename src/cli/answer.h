/* What the verbs that answer with a table have in common. */
#ifndef PIANO_CLI_ANSWER_H
#define PIANO_CLI_ANSWER_H

#include "cli/command.h"
#include "cli/groups.h"
#include "render/render.h"

/* Whether one form is asked for, not two. */
bool answer_check(const struct format_options *options, struct error *err);

/* How a table is to be rendered: by what the user asked for, and where standard output leads. */
struct render_options answer_options(const struct invocation *invocation,
                                     const struct table_options *options);

/* Write the answer, called `what` where that fails, and free it; then say what it leaves out. */
bool answer_print(const struct invocation *invocation, struct buffer *answer, const char *what,
                  const struct rendered *rendered, struct error *err);

#endif
