/* Crates that are not measured, but may declare the program's allocator. */
#ifndef PIANO_WRAPPER_ALLOCATORS_H
#define PIANO_WRAPPER_ALLOCATORS_H

#include <stdbool.h>

/* Whether any .rs file in the folder or below it so much as mentions one. */
bool allocators_mentioned(const char *folder);

#endif
