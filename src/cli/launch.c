#include "cli/launch.h"

#include <errno.h>
#include <math.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/process.h"
#include "cli/progress.h"

/* All that may end piano while it waits. They are taken one by one with sigtimedwait, so that
 * nothing runs in a handler. */
static const int awaited[] = {SIGCHLD, SIGINT, SIGQUIT, SIGTERM, SIGHUP, SIGUSR1, SIGUSR2};

static sigset_t awaited_set(void)
{
    sigset_t set;
    sigemptyset(&set);
    for (size_t i = 0; i < sizeof awaited / sizeof *awaited; i++)
        sigaddset(&set, awaited[i]);
    return set;
}

static double now_s(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static bool start(const struct launch *launch, const sigset_t *mask, pid_t *pid, struct error *err)
{
    struct arena arena = {0};
    size_t count = 0;
    while (launch->argv[count])
        count++;
    const char **argv = arena_many(&arena, const char *, count + 2);
    argv[0] = launch->program;
    memcpy(argv + 1, launch->argv, count * sizeof *argv);
    struct command_line command = {
        .argv = argv, .env = launch->env, .folder = launch->folder, .mask = mask};
    bool ok = process_start(&command, pid, err);
    arena_finish(&arena);
    return ok;
}

/* How long to sleep until `deadline_s`; for ever where that is infinite. */
static int next_signal(const sigset_t *set, double deadline_s, siginfo_t *info)
{
    if (!isfinite(deadline_s))
        return sigwaitinfo(set, info);
    double left = fmin(fmax(deadline_s - now_s(), 0), 1e9);
    struct timespec timeout = {.tv_sec = (time_t)left,
                               .tv_nsec = (long)((left - floor(left)) * 1e9)};
    return sigtimedwait(set, info, &timeout);
}

/* The terminal sends these to the program itself: it is in the same foreground group. */
static bool came_from_terminal(const siginfo_t *info)
{
    return (info->si_signo == SIGINT || info->si_signo == SIGQUIT || info->si_signo == SIGHUP) &&
           info->si_code == SI_KERNEL;
}

static bool asks_for_an_end(int number)
{
    return number == SIGINT || number == SIGQUIT || number == SIGTERM || number == SIGHUP;
}

/* First politely, then for good. */
static void make_it_end(const struct launch *launch, struct launched *launched, double *deadline)
{
    kill(launched->pid, launched->timed_out ? SIGKILL : SIGTERM);
    *deadline = launched->timed_out ? INFINITY : now_s() + launch->kill_timeout_s;
    if (!launched->timed_out)
        progress_begin(launch->errs, "waiting for the program to end");
    launched->timed_out = true;
}

static void wait_for(const struct launch *launch, const sigset_t *set, struct launched *launched)
{
    double deadline = now_s() + launch->duration_s;
    for (;;) {
        pid_t ended = waitpid(launched->pid, &launched->status, WNOHANG);
        if (ended == launched->pid || (ended < 0 && errno != EINTR))
            break;
        siginfo_t info;
        int number = next_signal(set, deadline, &info);
        launched->interrupted |= asks_for_an_end(number);
        if (number < 0 && errno == EAGAIN) {
            make_it_end(launch, launched, &deadline);
        } else if (number > 0 && number != SIGCHLD && !came_from_terminal(&info)) {
            kill(launched->pid, number);
        }
    }
    progress_end();
}

bool launch_run(const struct launch *launch, struct launched *out, struct error *err)
{
    signal(SIGCHLD, SIG_DFL); /* where it was ignored, waitpid() would find nothing */
    sigset_t set = awaited_set(), mask;
    sigprocmask(SIG_BLOCK, &set, &mask);
    struct launched launched = {0};
    bool ok = start(launch, &mask, &launched.pid, err);
    if (ok)
        wait_for(launch, &set, &launched);
    /* One that came while the program ended was meant for it, not for the report. */
    struct timespec at_once = {0};
    for (int number; (number = sigtimedwait(&set, NULL, &at_once)) > 0;)
        launched.interrupted |= asks_for_an_end(number);
    sigprocmask(SIG_SETMASK, &mask, NULL);
    if (ok)
        *out = launched;
    return ok;
}

void launch_leave_like(int status)
{
    if (WIFEXITED(status))
        exit(WEXITSTATUS(status));
    int number = WTERMSIG(status);
    /* The program has left its core; a second one, of piano, would tell nothing. */
    setrlimit(RLIMIT_CORE, &(struct rlimit){0});
    signal(number, SIG_DFL);
    raise(number);
    exit(128 + number);
}
