/* A verb of piano: what it is called, what it takes, what it does. One verb a file. */
#ifndef PIANO_CLI_COMMAND_H
#define PIANO_CLI_COMMAND_H

#include "base/arena.h"
#include "base/error.h"
#include "cli/options.h"
#include "cli/terminal.h"

/* What a verb is given beside its options. */
struct invocation {
    struct arena *arena;
    struct given_arguments arguments;
    const char *toolchain; /* "+nightly" as first argument, for cargo; or NULL */
    struct terminal out;   /* what standard output is */
    struct terminal errs;  /* what standard error is */
};

/* What a verb's arguments are, for shells that complete them. */
enum argument_kind { ARGUMENT_NONE, ARGUMENT_RUN, ARGUMENT_VERB, ARGUMENT_SHELL };

struct command {
    const char *name;
    const char *arguments; /* what follows the options in the usage line; may be empty */
    enum argument_kind argument_kind;
    const char *brief;    /* one line, for the list of verbs */
    const char *details;  /* paragraphs for help and the manual page */
    const char *examples; /* lines: "command\twhat it does\n"; may be NULL */
    const struct option_group *groups;
    size_t group_count;
    size_t options_bytes; /* size of the struct that the groups fill */
    const void *defaults; /* what it holds beforehand; NULL: zeroes */
    size_t most_arguments;
    bool takes_rest; /* arguments after "--" are the profiled program's */
    /* Set *exit_code (0 beforehand) and return true, or return false with an error. */
    bool (*run)(const struct invocation *invocation, void *options, int *exit_code,
                struct error *err);
};

/* All verbs in the order of the help, NULL-terminated. */
extern const struct command *const commands[];

/* The first verb that takes an option of exactly this name; NULL where none does. */
const struct command *command_with_option(struct text name);

/* The verb of this name; NULL with an error that names the nearest one. */
const struct command *command_find(const char *name, struct error *err);

#endif
