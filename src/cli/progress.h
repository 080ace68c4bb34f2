/* A line on the terminal for work of piano's own that takes longer than a second; none where
 * standard error is no terminal, and none for what is quick. */
#ifndef PIANO_CLI_PROGRESS_H
#define PIANO_CLI_PROGRESS_H

#include "cli/terminal.h"

/* From now on the line may appear: `words`, and since when. One at a time; `words` must live until
 * the end. */
void progress_begin(const struct terminal *errs, const char *words);

/* Take the line away again. Nothing else may be written to the terminal before. */
void progress_end(void);

#endif
