/* Child processes. */
#ifndef PIANO_BASE_PROCESS_H
#define PIANO_BASE_PROCESS_H

#include <signal.h>
#include <stdbool.h>
#include <sys/types.h>

#include "base/arena.h"
#include "base/error.h"
#include "base/text.h"

/* A command to be; zero fields mean: this process's environment, folder and streams. */
struct command_line {
    const char *const *argv; /* NULL-terminated; argv[0] is looked up in PATH */
    const char *const *env;  /* "NAME=value" to add or replace, NULL-terminated; may be NULL */
    const char *folder;      /* where it runs; may be NULL */
    const sigset_t *mask;    /* signals blocked in it; may be NULL */
};

/* Called with each line of output as it comes, without its newline. */
typedef void line_fn(void *context, struct text line);

/* Two that are often wanted: drop it, or add it with its newline to the struct buffer `context`. */
line_fn line_drop, line_collect;

/* Start it and leave it running; the caller waits for it. */
bool process_start(const struct command_line *command, pid_t *pid, struct error *err);

/* Run, wait, and give waitpid's status. False only where it could not be started. */
bool process_run(const struct command_line *command, int *status, struct error *err);

/* The same with standard output collected, whatever the status is. */
bool process_capture(struct arena *arena, const struct command_line *command, struct text *out,
                     int *status, struct error *err);

/* The same with standard output and standard error read line by line; a NULL function leaves
 * that stream to the child. */
bool process_lines(const struct command_line *command, line_fn *on_stdout, line_fn *on_stderr,
                   void *context, int *status, struct error *err);

/* Become the command. Returns only where that failed. */
bool process_replace(const struct command_line *command, struct error *err);

/* What a shell would give as $? for waitpid's status. */
int process_exit_code(int status);

#endif
