/* Runs a command in a terminal of its own and types for the user.
 *   pty COLUMNS [SEEN TYPED]... -- COMMAND [ARGUMENT]...
 * In: pairs of what is waited for and what is typed then; ^X in TYPED is Ctrl-X.  Out: all that the
 * terminal showed, without carriage returns at line ends; the command's exit code, 128 + its
 * signal, or 125 where it ended, or a minute went by, before all was typed. */
#include <errno.h>
#include <poll.h>
#include <pty.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#define PATIENCE_MS 60000

struct screen {
    char *at;
    size_t len;
    size_t from; /* what was waited for last has been seen up to here */
};

static void type(int terminal, const char *keys)
{
    for (; *keys; keys++) {
        bool control = keys[0] == '^' && keys[1];
        char key = control ? (char)(*++keys & 0x1F) : *keys;
        if (write(terminal, &key, 1) != 1)
            perror("pty: cannot type");
    }
}

/* Type what is due; the pairs that are left. */
static char **answer(int terminal, struct screen *screen, char **pairs)
{
    while (strcmp(*pairs, "--") != 0) {
        size_t wanted = strlen(pairs[0]);
        char *seen =
            memmem(screen->at + screen->from, screen->len - screen->from, pairs[0], wanted);
        if (!seen)
            break;
        screen->from = (size_t)(seen - screen->at) + wanted;
        type(terminal, pairs[1]);
        pairs += 2;
    }
    return pairs;
}

/* Returns at the end of the terminal's life, or of our patience. */
static char **watch(int terminal, struct screen *screen, char **pairs)
{
    struct pollfd polled = {terminal, POLLIN, 0};
    while (poll(&polled, 1, PATIENCE_MS) > 0) {
        screen->at = realloc(screen->at, screen->len + 4096);
        ssize_t got = read(terminal, screen->at + screen->len, 4096);
        if (got <= 0)
            break;
        screen->len += (size_t)got;
        pairs = answer(terminal, screen, pairs);
    }
    return pairs;
}

static void show(const struct screen *screen)
{
    for (size_t i = 0; i < screen->len; i++) {
        bool line_end = screen->at[i] == '\r' && i + 1 < screen->len && screen->at[i + 1] == '\n';
        if (!line_end)
            putchar(screen->at[i]);
    }
}

int main(int argc, char **argv)
{
    int command = 2;
    while (command < argc && strcmp(argv[command], "--") != 0)
        command += 2;
    if (command + 1 >= argc) {
        fprintf(stderr, "usage: pty COLUMNS [SEEN TYPED]... -- COMMAND [ARGUMENT]...\n");
        return 125;
    }
    struct winsize size = {.ws_row = 24, .ws_col = (unsigned short)atoi(argv[1])};
    int terminal;
    pid_t pid = forkpty(&terminal, NULL, NULL, &size);
    if (pid == 0) {
        execvp(argv[command + 1], argv + command + 1);
        _exit(127);
    }
    struct screen screen = {malloc(1), 0, 0};
    char **left = watch(terminal, &screen, argv + 2);
    show(&screen);
    bool stuck = strcmp(*left, "--") != 0;
    if (stuck) {
        fprintf(stderr, "pty: never saw '%s'\n", *left);
        kill(pid, SIGKILL);
    }
    close(terminal);
    int status;
    while (waitpid(pid, &status, 0) < 0 && errno == EINTR) {}
    free(screen.at);
    if (stuck)
        return 125;
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}
