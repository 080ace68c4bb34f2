/* The one answer to an allocation that fails. */
#ifndef PIANO_BASE_MEMORY_H
#define PIANO_BASE_MEMORY_H

/* Say on stderr that memory ran out and what to do, and exit 1. */
_Noreturn void memory_exhausted(void);

#endif
