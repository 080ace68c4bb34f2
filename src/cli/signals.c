#include "cli/signals.h"

#include <errno.h>
#include <math.h>
#include <stddef.h>
#include <time.h>
#ifndef __linux__
#include <unistd.h>
#endif

static const int awaited[] = {SIGCHLD, SIGINT, SIGQUIT, SIGTERM, SIGHUP, SIGUSR1, SIGUSR2};

static sigset_t awaited_set(void)
{
    sigset_t set;
    sigemptyset(&set);
    for (size_t i = 0; i < sizeof awaited / sizeof *awaited; i++)
        sigaddset(&set, awaited[i]);
    return set;
}

static void nothing(int number)
{
    (void)number;
}

void signals_hold(sigset_t *before)
{
    /* Without a handler it may be dropped rather than held, and where it was ignored waitpid()
     * would find nothing. */
    signal(SIGCHLD, nothing);
    sigset_t set = awaited_set();
    sigprocmask(SIG_BLOCK, &set, before);
}

static bool may_come_from_terminal(int number)
{
    return number == SIGINT || number == SIGQUIT || number == SIGHUP;
}

#ifdef __linux__

int signals_take(double seconds, bool *from_terminal)
{
    sigset_t set = awaited_set();
    siginfo_t info;
    double whole = floor(fmin(seconds, 1e9));
    struct timespec timeout = {.tv_sec = (time_t)whole,
                               .tv_nsec = (long)((fmin(seconds, 1e9) - whole) * 1e9)};
    int number = isfinite(seconds) ? sigtimedwait(&set, &info, &timeout) : sigwaitinfo(&set, &info);
    if (number < 0 && errno == EAGAIN)
        return 0;
    *from_terminal = may_come_from_terminal(number) && info.si_code == SI_KERNEL;
    return number;
}

#else

static bool is_pending(void)
{
    sigset_t pending;
    sigpending(&pending);
    for (size_t i = 0; i < sizeof awaited / sizeof *awaited; i++)
        if (sigismember(&pending, awaited[i]))
            return true;
    return false;
}

/* There is no call that waits for a signal and no longer than so. */
static bool comes_within(double seconds)
{
    const double step_s = 0.01;
    const struct timespec step = {.tv_nsec = (long)(step_s * 1e9)};
    for (; !is_pending() && seconds > 0; seconds -= step_s)
        nanosleep(&step, NULL);
    return is_pending();
}

/* Nothing says who sent it: in the foreground of a terminal, that will have been the terminal. */
static bool is_in_foreground(void)
{
    return tcgetpgrp(STDIN_FILENO) == getpgrp() || tcgetpgrp(STDERR_FILENO) == getpgrp();
}

int signals_take(double seconds, bool *from_terminal)
{
    sigset_t set = awaited_set();
    int number;
    if (isfinite(seconds) && !comes_within(seconds))
        return 0;
    if (sigwait(&set, &number) != 0)
        return -1;
    *from_terminal = may_come_from_terminal(number) && is_in_foreground();
    return number;
}

#endif
