/* What another process is at, without stopping it. */
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

#define PEEK_STAT_BYTES 1024

/* What the system tells of a process (`thread` 0), or of a thread of it by the system's number:
 * its state and numbers, as proc(5) has them behind the name, in `line`. NULL where nobody tells.
 */
const char *peek_stat(pid_t pid, uint64_t thread, char line[PEEK_STAT_BYTES]);

/* Whether the thread, of which this is the system's number, waits for something other than a
 * processor; false where nobody knows. */
bool peek_sleeps(pid_t pid, uint64_t thread);

#endif
