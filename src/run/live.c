#include "run/live.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <unistd.h>

#include "base/peek.h"

#define SECOND_NS UINT64_C(1000000000)
#define DATE_ERROR_NS (2 * SECOND_NS)

struct status {
    char state;
    int parent;
    uint64_t start_ns; /* since the start of the machine, and also while it was suspended */
};

/* Where nobody tells, no process is taken for a zombie, and each for an old one. */
static struct status status_of(pid_t pid)
{
    char line[PEEK_STAT_BYTES];
    struct status status = {0};
    unsigned long long start = 0;
    const char *stat = peek_stat(pid, 0, line);
    if (stat && sscanf(stat,
                       "%c %d %*s %*s %*s %*s %*s %*s %*s %*s %*s %*s %*s %*s %*s %*s %*s %*s %*s "
                       "%llu",
                       &status.state, &status.parent, &start) == 3)
        status.start_ns = start * (SECOND_NS / (uint64_t)sysconf(_SC_CLK_TCK));
    return status;
}

static bool is_running(pid_t pid, const struct status *status)
{
    return pid > 0 && (kill(pid, 0) == 0 || errno == EPERM) && status->state != 'Z';
}

bool live_pid(pid_t pid)
{
    struct status status = status_of(pid);
    return is_running(pid, &status);
}

pid_t live_parent(pid_t pid)
{
    return status_of(pid).parent;
}

/* CLOCK_MONOTONIC starts again when the machine does, and stands still while it is suspended. By
 * the date as much time has passed since the run began, and at most so much more as the machine has
 * been suspended: then the header is of this machine and of this boot. */
static bool is_of_this_boot(const struct piano_header *h, const struct clock_moment *now)
{
    uint64_t suspended = now->boot_ns - now->monotonic_ns;
    uint64_t by_clock = now->monotonic_ns - h->first.ns;
    uint64_t by_date = now->unix_ns - h->start_unix_ns;
    uint64_t apart = by_date - by_clock; /* may be less than 0 */
    return apart + DATE_ERROR_NS <= suspended + 2 * DATE_ERROR_NS;
}

/* If it began after the run did, it only has the number of the process that is meant. */
bool live_may_have_written(const struct piano_header *h, uint64_t start_ns,
                           const struct clock_moment *now)
{
    uint64_t run_start_ns = now->boot_ns - (now->unix_ns - h->start_unix_ns);
    return is_of_this_boot(h, now) && start_ns <= run_start_ns + DATE_ERROR_NS;
}

bool live_process(const struct piano_header *header)
{
    pid_t pid = (pid_t)header->pid;
    if (header->end != PIANO_END_UNKNOWN || header->end_ticks != 0)
        return false;
    struct status status = status_of(pid);
    struct clock_moment now = clock_moment_now();
    return is_running(pid, &status) && live_may_have_written(header, status.start_ns, &now);
}
