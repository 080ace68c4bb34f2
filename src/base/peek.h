/* Words in the memory of another process. */
#ifndef PIANO_BASE_PEEK_H
#define PIANO_BASE_PEEK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

#define PEEK_MOST 64

/* The words at `count` addresses, at most PEEK_MOST; the process need not stop for it. How many
 * could be read, from the first on: none where the system does not allow it. */
size_t peek_words(pid_t pid, const uint64_t *addresses, size_t count, uint64_t *words);

#endif
