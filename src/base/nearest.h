/* The name a user most likely meant. */
#ifndef PIANO_BASE_NEAREST_H
#define PIANO_BASE_NEAREST_H

#include <stddef.h>

#include "base/text.h"

/* The candidate with the smallest edit distance to `word` (a substring counts as near), or
 * SIZE_MAX where none is close enough to be worth suggesting. */
size_t nearest_index(struct text word, const struct text *candidates, size_t count);

#endif
