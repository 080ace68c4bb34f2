#include "cli/launch.h"

#include <errno.h>
#include <math.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/arguments.h"
#include "base/process.h"
#include "cli/progress.h"
#include "cli/screen.h"
#include "cli/signals.h"
#include "run/clock.h"
#include "run/programs.h"
#include "run/relatives.h"
#include "run/watch.h"

static double now_s(void)
{
    return (double)clock_monotonic_ns() / 1e9;
}

static const char *const *command_words(struct arena *arena, const struct launch *launch)
{
    struct arguments words = {0};
    arguments_add_all(arena, &words, launch->runner);
    arguments_add(arena, &words, launch->program);
    arguments_add_all(arena, &words, launch->argv);
    return arguments_end(arena, &words);
}

static bool start(const struct launch *launch, const sigset_t *mask, pid_t *pid, struct error *err)
{
    struct arena arena = {0};
    struct command_line command = {
        .argv = command_words(&arena, launch),
        .env = launch->env,
        .folder = launch->folder,
        .mask = mask,
    };
    bool ok = process_start(&command, pid, err);
    arena_finish(&arena);
    return ok;
}

static bool asks_for_an_end(int number)
{
    return number == SIGINT || number == SIGQUIT || number == SIGTERM || number == SIGHUP;
}

/* A runner that waits for the program ends when that does; ended by a signal, it would leave the
 * program behind. Where it has not started it yet, or may send it signals and piano may not, the
 * signal is for the runner. */
static void send(const struct launch *launch, pid_t started, int number)
{
    struct arena scratch = {0};
    struct pids programs = {0};
    bool reached = false;
    if (launch->runner && launch->runner[0])
        programs_find(&scratch, launch->runs, launch->run_id, started, &programs);
    for (size_t i = 0; i < programs.len; i++)
        reached |= kill(programs.at[i], number) == 0;
    if (!reached)
        kill(started, number);
    arena_finish(&scratch);
}

/* How the program is made to end once its time is up: first politely, then for good; at last even
 * a runner that still goes on. */
struct ending {
    double deadline_s; /* of what comes next */
    enum { NOT_ASKED, ASKED, KILLED } stage;
};

static void make_it_end(const struct launch *launch, pid_t started, struct ending *ending)
{
    bool is_last = ending->stage == KILLED;
    if (ending->stage == NOT_ASKED)
        progress_begin(launch->errs, "waiting for the program to end");
    send(launch, started, ending->stage == NOT_ASKED ? SIGTERM : SIGKILL);
    if (is_last)
        kill(started, SIGKILL);
    else
        ending->stage++;
    ending->deadline_s = is_last ? INFINITY : now_s() + launch->kill_timeout_s;
}

static uint64_t ns_of(struct timeval t)
{
    return (uint64_t)t.tv_sec * 1000000000 + (uint64_t)t.tv_usec * 1000;
}

/* Whether the program has ended. */
static bool has_ended(struct run_end *end)
{
    struct rusage used;
    pid_t ended = wait4(end->pid, &end->wait_status, WNOHANG, &used);
    if (ended == end->pid)
        end->processor_ns = ns_of(used.ru_utime) + ns_of(used.ru_stime);
    return ended == end->pid || (ended < 0 && errno != EINTR);
}

static void wait_for(const struct launch *launch, struct launched *launched, struct watch *watch,
                     struct relatives *relatives)
{
    struct ending ending = {.deadline_s = now_s() + launch->duration_s};
    while (!has_ended(&launched->end)) {
        bool reaches_the_program;
        double left_s = fmax(ending.deadline_s - now_s(), 0), pause_s = watch_pause(watch);
        int number = signals_take(fmin(left_s, pause_s), &reaches_the_program);
        launched->interrupted |= asks_for_an_end(number);
        if (number == 0 && left_s > pause_s) {
            watch_look(watch);
            relatives_look(relatives);
        } else if (number == 0) {
            make_it_end(launch, launched->end.pid, &ending);
            launched->timed_out = true;
        } else if (number > 0 && number != SIGCHLD && !reaches_the_program) {
            send(launch, launched->end.pid, number);
        }
    }
    progress_end();
}

/* The program is started; its run file is yet to come. */
static void watch_it(const struct launch *launch, struct launched *launched)
{
    struct arena arena = {0};
    struct watch *watch = watch_begin(&arena, launch->runs, launch->run_id, launched->end.pid);
    struct relatives *relatives =
        relatives_begin(&arena, launch->runs, launch->run_id, launched->end.pid);
    wait_for(launch, launched, watch, relatives);
    watch_end(watch);
    relatives_end(relatives);
    arena_finish(&arena);
}

bool launch_run(const struct launch *launch, struct launched *out, struct error *err)
{
    sigset_t mask;
    signals_hold(&mask);
    struct launched launched = {0};
    struct screen screen = screen_now();
    bool ok = start(launch, &mask, &launched.end.pid, err);
    if (ok)
        watch_it(launch, &launched);
    if (ok && (launched.timed_out || WIFSIGNALED(launched.end.wait_status)))
        screen_restore(&screen, launch->errs);
    /* One that came while the program ended was meant for it, not for the report. */
    bool unused;
    for (int number; (number = signals_take(0, &unused)) > 0;)
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
