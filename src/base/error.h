/* Errors are values: a sentence for the user and the exit code that goes with it.
 * Functions that can fail take one last, return false, and leave their results untouched. */
#ifndef PIANO_BASE_ERROR_H
#define PIANO_BASE_ERROR_H

#include <stdbool.h>

enum exit_code {
    EXIT_OURS = 1,    /* piano could not do it */
    EXIT_USAGE = 2,   /* the command line is wrong */
    EXIT_BUILD = 101, /* cargo's own code for a build that failed */
};

/* Zero means no error. */
struct error {
    int exit_code;
    bool shown; /* the user has seen the reason already (cargo printed it): print nothing */
    char message[2048];
};

/* Set the sentence, with EXIT_OURS; always false, so that `return error_set(…)` reads well. */
bool error_set(struct error *error, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* The same for a wrong command line. */
bool error_usage(struct error *error, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* Put "context: " before the sentence; always false. */
bool error_context(struct error *error, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* A failure that the user has been told of by somebody else; always false. */
bool error_shown(struct error *error, int exit_code);

#endif
