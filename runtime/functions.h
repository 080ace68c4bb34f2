/* The measured functions that have been called: numbers for their sites, records in the file. */
#ifndef PIANO_RUNTIME_FUNCTIONS_H
#define PIANO_RUNTIME_FUNCTIONS_H

#include "runtime/state.h"

enum piano_site_flag {
    PIANO_SITE_FRAME = 1 << 0, /* the settings name it as a frame */
    PIANO_SITE_MAIN = 1 << 1,  /* the program's main */
};

/* The site's number, assigned now if it has none; 0 if the file has no room for its record. */
hidden uint32_t piano_function_id(struct piano_site *site);

/* Writes all functions to a new file, under the numbers they have. Needs the lock. */
hidden void piano_functions_again(void);

#endif
