/* Processes that have not ended. */
#ifndef PIANO_RUN_LIVE_H
#define PIANO_RUN_LIVE_H

#include <stdbool.h>

#include "runtime/format.h"

/* Whether the process that wrote this header still runs, here and now. */
bool live_process(const struct piano_header *header);

#endif
