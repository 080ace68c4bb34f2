/* Options as data: one table serves parsing, help, manual pages, completions and suggestions.
 * In: argv and a table.  Out: a struct of the command's own, filled at the offsets it names. */
#ifndef PIANO_CLI_OPTIONS_H
#define PIANO_CLI_OPTIONS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/error.h"

enum option_kind {
    OPTION_FLAG,   /* bool */
    OPTION_TEXT,   /* const char *, NULL where not given */
    OPTION_LIST,   /* const char *const *, NULL-terminated in the order given; NULL for none */
    OPTION_NUMBER, /* double, at least 0; the field keeps its value where not given */
    OPTION_AMOUNT, /* the same, but a whole number and at least 1 */
};

struct option {
    const char *name; /* without the dashes */
    char letter;      /* 0: it has none */
    enum option_kind kind;
    size_t at;            /* offset of its field in the group's struct */
    const char *argument; /* what help calls its value; NULL for a flag */
    const char *brief;    /* one line for help */
};

/* Options that belong together, under one heading of the help. */
struct option_group {
    const char *title;
    const struct option *options;
    size_t count;
    size_t at; /* offset of the group's struct in the command's */
};

/* What stands on a command line beside its options. */
struct given_arguments {
    const char *const *at; /* NULL-terminated */
    size_t count;
    const char *const *rest; /* all that follows "--"; NULL-terminated, never NULL */
    size_t rest_count;
    bool help; /* --help or -h was given, which every command takes */
};

#define OPTION_COUNT(table) (sizeof(table) / sizeof *(table))

struct command; /* of command.h */

/* Parse `argv` (without the program and the verb) by the command's groups into the struct that they
 * fill, `into`. A wrong option is an error that names the nearest one of the command. */
bool options_parse(struct arena *arena, const struct command *command, const char *const *argv,
                   void *into, struct given_arguments *arguments, struct error *err);

#endif
