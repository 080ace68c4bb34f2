#include "cli/progress.h"

#include <signal.h>
#include <string.h>
#include <sys/time.h>
#include <unistd.h>

#define CLEAR_LINE "\r\x1b[K"

static struct {
    const char *words;
    volatile sig_atomic_t seconds;
    bool running;
} progress;

static void put(const char *line, size_t len)
{
    ssize_t done = write(STDERR_FILENO, line, len);
    (void)done; /* a terminal that went away: there is nobody to tell */
}

/* In a signal handler, so without stdio. */
static void tell(int number)
{
    (void)number;
    char line[256] = CLEAR_LINE, digits[12];
    size_t len = strlen(line), words = strnlen(progress.words, 200), digit = sizeof digits;
    memcpy(line + len, progress.words, words);
    len += words;
    for (int left = ++progress.seconds; left > 0; left /= 10)
        digits[--digit] = (char)('0' + left % 10);
    memcpy(line + len, " (", 2);
    memcpy(line + len + 2, digits + digit, sizeof digits - digit);
    len += 2 + sizeof digits - digit;
    memcpy(line + len, " s)", 3);
    put(line, len + 3);
}

static void set_timer(int every_s)
{
    struct itimerval timer = {.it_value.tv_sec = every_s, .it_interval.tv_sec = every_s};
    setitimer(ITIMER_REAL, &timer, NULL);
}

void progress_begin(const struct terminal *errs, const char *words)
{
    if (!errs->is_capable)
        return;
    progress.words = words;
    progress.seconds = 0;
    progress.running = true;
    sigaction(SIGALRM, &(struct sigaction){.sa_handler = tell, .sa_flags = SA_RESTART}, NULL);
    set_timer(1);
}

void progress_end(void)
{
    if (!progress.running)
        return;
    set_timer(0);
    signal(SIGALRM, SIG_DFL);
    progress.running = false;
    if (progress.seconds > 0)
        put(CLEAR_LINE, strlen(CLEAR_LINE));
}
