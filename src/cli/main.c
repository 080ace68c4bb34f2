/* piano: one program with verbs, and, when cargo calls it, the wrapper around rustc. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/command.h"
#include "cli/help.h"
#include "cli/say.h"
#include "wrapper/wrapper.h"

static int show(void (*write)(struct buffer *))
{
    struct buffer out = {0};
    write(&out);
    terminal_print(buffer_text(&out));
    buffer_finish(&out);
    return EXIT_SUCCESS;
}

static void write_version(struct buffer *out)
{
    buffer_puts(out, "piano " PIANO_RELEASE "\n");
}

static int fail(const struct error *err)
{
    if (!err->shown)
        say("piano: %s\n", err->message);
    return err->exit_code;
}

static bool check_arguments(const struct command *command, const struct given_arguments *given,
                            struct error *err)
{
    if (given->count > command->most_arguments) {
        const char *word = given->at[command->most_arguments];
        if (command->takes_rest)
            return error_usage(err,
                               "'piano %s' does not take '%s': if it is meant for your program, "
                               "write it after --",
                               command->name, word);
        return error_usage(err, "'piano %s' does not take '%s': see 'piano help %s'", command->name,
                           word, command->name);
    }
    if (given->rest_count && !command->takes_rest)
        return error_usage(err, "'piano %s' takes nothing after --: see 'piano help %s'",
                           command->name, command->name);
    return true;
}

static int perform(struct invocation *invocation, const struct command *command,
                   const char *const *argv)
{
    struct error err = {0};
    void *options = arena_alloc(invocation->arena, command->options_bytes);
    if (command->defaults)
        memcpy(options, command->defaults, command->options_bytes);
    if (!options_parse(invocation->arena, command, argv, options, &invocation->arguments, &err))
        return fail(&err);
    if (invocation->arguments.help) {
        struct buffer out = {0};
        help_command(&out, command);
        terminal_print(buffer_text(&out));
        buffer_finish(&out);
        return EXIT_SUCCESS;
    }
    int exit_code = EXIT_SUCCESS;
    if (!check_arguments(command, &invocation->arguments, &err) ||
        !command->run(invocation, options, &exit_code, &err))
        return fail(&err);
    return exit_code;
}

/* What a verb has printed may not have got there. */
static int check_output(int exit_code)
{
    struct error err = {0};
    if ((terminal_flush() && !ferror(stdout)) || exit_code != EXIT_SUCCESS)
        return exit_code;
    error_set(&err, "cannot write all of it to standard output: is the disk full?");
    return fail(&err);
}

/* As `cargo piano …` cargo starts `cargo-piano piano …`. */
static const char *const *skip_program(const char *const *argv)
{
    bool from_cargo = argv[0] && text_ends(text_of(argv[0]), "cargo-piano");
    argv += argv[0] != NULL;
    return from_cargo && *argv && strcmp(*argv, "piano") == 0 ? argv + 1 : argv;
}

static bool is_any(const char *word, const char *a, const char *b)
{
    return strcmp(word, a) == 0 || strcmp(word, b) == 0;
}

int main(int argc, char **argv)
{
    if (wrapper_called(argc, argv))
        return wrapper_main(argc, argv);
    terminal_keep_places();

    struct arena arena = {0};
    struct invocation invocation = {
        .arena = &arena,
        .out = terminal_of(stdout),
        .errs = terminal_of(stderr),
    };
    const char *const *words = skip_program((const char *const *)argv);
    if (*words && **words == '+')
        invocation.toolchain = *words++;

    int exit_code;
    struct error err = {0};
    const struct command *command;
    if (!*words || is_any(*words, "--help", "-h"))
        exit_code = show(help_overview);
    else if (is_any(*words, "--version", "-V") || strcmp(*words, "version") == 0)
        exit_code = show(write_version);
    else if ((command = command_find(*words, &err)))
        exit_code = perform(&invocation, command, words + 1);
    else
        exit_code = fail(&err);
    arena_finish(&arena);
    return check_output(exit_code);
}
