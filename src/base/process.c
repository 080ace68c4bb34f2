#include "base/process.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>
#include <fcntl.h>

int process_exit_code(int status)
{
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

static void apply(const struct command_line *command)
{
    for (const char *const *entry = command->env; entry && *entry; entry++) {
        const char *equals = strchr(*entry, '=');
        char *name = strndup(*entry, (size_t)(equals - *entry));
        setenv(name, equals + 1, 1);
        free(name);
    }
}

static int start_and_report(const struct command_line *command)
{
    if (command->folder && chdir(command->folder) != 0)
        return errno;
    apply(command);
    if (command->mask)
        sigprocmask(SIG_SETMASK, command->mask, NULL);
    execvp(command->argv[0], (char *const *)command->argv);
    return errno;
}

static bool no_start(const struct command_line *command, int reason, struct error *err)
{
    return error_set(err, "cannot start '%s': %s", command->argv[0], strerror(reason));
}

bool process_replace(const struct command_line *command, struct error *err)
{
    return no_start(command, start_and_report(command), err);
}

struct stream {
    int fd;
    line_fn *on_line;
    struct buffer pending;
};

/* A pipe that closes by itself when exec succeeds. No other thread of piano's starts a process. */
static bool open_pipe(int ends[2])
{
    return pipe(ends) == 0 && fcntl(ends[0], F_SETFD, FD_CLOEXEC) == 0 &&
           fcntl(ends[1], F_SETFD, FD_CLOEXEC) == 0;
}

/* One pipe tells of a failed exec. */
static bool start(const struct command_line *command, const int out[2], const int errs[2],
                  pid_t *pid, struct error *err)
{
    int failed[2];
    if (!open_pipe(failed))
        return no_start(command, errno, err);
    *pid = fork();
    if (*pid == 0) {
        if (out[1] >= 0)
            dup2(out[1], STDOUT_FILENO);
        if (errs[1] >= 0)
            dup2(errs[1], STDERR_FILENO);
        int reason = start_and_report(command);
        ssize_t put = write(failed[1], &reason, sizeof reason);
        _exit(put == (ssize_t)sizeof reason ? 127 : 126);
    }
    int reason = *pid < 0 ? errno : 0;
    close(failed[1]);
    if (*pid > 0 && read(failed[0], &reason, sizeof reason) != (ssize_t)sizeof reason)
        reason = 0;
    close(failed[0]);
    if (reason == 0)
        return true;
    if (*pid > 0)
        waitpid(*pid, NULL, 0);
    return no_start(command, reason, err);
}

bool process_start(const struct command_line *command, pid_t *pid, struct error *err)
{
    const int ours[2] = {-1, -1};
    return start(command, ours, ours, pid, err);
}

static void give_lines(struct stream *stream, void *context, bool at_end)
{
    struct text rest = buffer_text(&stream->pending);
    for (const char *end; rest.len && (end = memchr(rest.at, '\n', rest.len));) {
        size_t len = (size_t)(end - rest.at);
        stream->on_line(context, text_slice(rest, 0, len));
        rest = text_slice(rest, len + 1, rest.len);
    }
    if (at_end && rest.len) {
        stream->on_line(context, rest);
        rest.len = 0;
    }
    if (rest.len)
        memmove(stream->pending.at, rest.at, rest.len);
    stream->pending.len = rest.len;
}

static void drain(struct stream *streams, void *context)
{
    while (streams[0].fd >= 0 || streams[1].fd >= 0) {
        struct pollfd polled[2] = {{streams[0].fd, POLLIN, 0}, {streams[1].fd, POLLIN, 0}};
        if (poll(polled, 2, -1) < 0 && errno != EINTR)
            break;
        for (int i = 0; i < 2; i++) {
            if (streams[i].fd < 0 || !polled[i].revents)
                continue;
            char chunk[65536];
            ssize_t got = read(streams[i].fd, chunk, sizeof chunk);
            if (got < 0 && errno == EINTR)
                continue;
            if (got > 0)
                buffer_add(&streams[i].pending, (struct text){chunk, (size_t)got});
            give_lines(&streams[i], context, got <= 0);
            if (got <= 0) {
                close(streams[i].fd);
                streams[i].fd = -1;
            }
        }
    }
}

bool process_lines(const struct command_line *command, line_fn *on_stdout, line_fn *on_stderr,
                   void *context, int *status, struct error *err)
{
    int out[2] = {-1, -1}, errs[2] = {-1, -1};
    pid_t pid = -1;
    bool piped = (!on_stdout || open_pipe(out)) && (!on_stderr || open_pipe(errs));
    bool ok = piped ? start(command, out, errs, &pid, err) : no_start(command, errno, err);
    if (out[1] >= 0)
        close(out[1]);
    if (errs[1] >= 0)
        close(errs[1]);
    struct stream streams[2] = {{.fd = out[0], .on_line = on_stdout},
                                {.fd = errs[0], .on_line = on_stderr}};
    drain(streams, context);
    buffer_finish(&streams[0].pending);
    buffer_finish(&streams[1].pending);
    if (!ok)
        return false;
    while (waitpid(pid, status, 0) < 0 && errno == EINTR) {}
    return true;
}

bool process_run(const struct command_line *command, int *status, struct error *err)
{
    return process_lines(command, NULL, NULL, NULL, status, err);
}

void line_drop(void *context, struct text line)
{
    (void)context;
    (void)line;
}

void line_collect(void *context, struct text line)
{
    buffer_add(context, line);
    buffer_putc(context, '\n');
}

bool process_capture(struct arena *arena, const struct command_line *command, struct text *out,
                     int *status, struct error *err)
{
    struct buffer collected = {0};
    bool ok = process_lines(command, line_collect, NULL, &collected, status, err);
    if (ok)
        *out = arena_text(arena, buffer_text(&collected));
    buffer_finish(&collected);
    return ok;
}
