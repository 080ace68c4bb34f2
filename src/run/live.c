#include "run/live.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>

#include "run/clock.h"

/* Only /proc tells; where there is none, no process is taken for one. */
static bool is_zombie(pid_t pid)
{
    char path[32], line[256] = "";
    snprintf(path, sizeof path, "/proc/%ld/stat", (long)pid);
    FILE *f = fopen(path, "re");
    if (!f)
        return false;
    const char *name_end = fgets(line, sizeof line, f) ? strrchr(line, ')') : NULL;
    fclose(f);
    return name_end && strncmp(name_end, ") Z", 3) == 0;
}

bool live_pid(pid_t pid)
{
    return pid > 0 && (kill(pid, 0) == 0 || errno == EPERM) && !is_zombie(pid);
}

#define SECOND_NS UINT64_C(1000000000)

/* CLOCK_MONOTONIC starts again when the machine does. Where as much time has passed by it since the
 * run began as by the date, the header is of this machine and of this boot. */
static bool is_of_this_boot(const struct piano_header *h)
{
    uint64_t by_clock = clock_monotonic_ns() - h->first.ns;
    uint64_t by_date = clock_unix_ns() - h->start_unix_ns;
    uint64_t apart = by_clock - by_date; /* may be less than 0 */
    return apart + 2 * SECOND_NS < 4 * SECOND_NS;
}

bool live_process(const struct piano_header *header)
{
    return header->end == PIANO_END_UNKNOWN && header->end_ticks == 0 &&
           live_pid((pid_t)header->pid) && is_of_this_boot(header);
}
