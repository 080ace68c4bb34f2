/* A command line being put together, word by word. */
#ifndef PIANO_BASE_ARGUMENTS_H
#define PIANO_BASE_ARGUMENTS_H

#include "base/arena.h"

/* Zero is empty. The words are not copied: they must live as long as it. */
struct arguments {
    const char **at; /* NULL-terminated once arguments_end was called */
    size_t len, cap;
};

void arguments_add(struct arena *arena, struct arguments *arguments, const char *word);

/* Add those of a NULL-terminated list; NULL is an empty one. */
void arguments_add_all(struct arena *arena, struct arguments *arguments, const char *const *list);

/* Add those of another command line. */
void arguments_append(struct arena *arena, struct arguments *arguments,
                      const struct arguments *more);

/* End it with NULL; what is given back is the list. */
const char *const *arguments_end(struct arena *arena, struct arguments *arguments);

#endif
