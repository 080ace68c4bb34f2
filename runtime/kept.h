/* The probes that a program's optimised code calls: see kept.c and shim.rs. */
#ifndef PIANO_RUNTIME_KEPT_H
#define PIANO_RUNTIME_KEPT_H

#include "runtime/piano.h"

#if defined(__x86_64__) && defined(__LP64__) && defined(__linux__)
#define KEPT_IS_HERE 1
#else
#define KEPT_IS_HERE 0
#endif

/* For calibration: a call of an empty function as an optimised program makes it; and the same
 * without probes. */
#if KEPT_IS_HERE
void piano_call_kept(struct piano_site *site);
void piano_call_bare(void);
#else
static inline void piano_call_kept(struct piano_site *site)
{
    piano_leave(piano_enter(site));
}

static inline void piano_call_bare(void)
{
}
#endif

#endif
