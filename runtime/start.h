/* The beginning of a recording, and its end where the program ends in order. */
#ifndef PIANO_RUNTIME_START_H
#define PIANO_RUNTIME_START_H

#include "runtime/state.h"

/* Makes the run file of this process and fills in its header. */
hidden bool piano_start_file(uint32_t flags);

#endif
