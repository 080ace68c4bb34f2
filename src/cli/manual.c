#include "cli/manual.h"

#include <string.h>

/* scdoc reads these as markup, some of them only where a line begins. */
static void add_escaped(struct buffer *out, struct text text)
{
    for (size_t i = 0; i < text.len; i++) {
        if (strchr("*_\\~[]<>#`-", text.at[i]))
            buffer_putc(out, '\\');
        buffer_putc(out, text.at[i]);
    }
}

static void add_word(struct buffer *out, const char *word)
{
    add_escaped(out, text_of(word));
}

static void add_heading(struct buffer *out, const char *page, const char *brief)
{
    buffer_printf(out, "%s(1)\n\n# NAME\n\n%s - ", page, page);
    add_word(out, brief);
    buffer_puts(out, "\n\n# SYNOPSIS\n\n");
}

static void add_option(struct buffer *out, const struct option *option)
{
    if (option->letter)
        buffer_printf(out, "*-%c*, ", option->letter);
    buffer_puts(out, "*--");
    add_word(out, option->name);
    buffer_puts(out, "*");
    if (option->argument) {
        buffer_puts(out, " _");
        add_word(out, option->argument);
        buffer_puts(out, "_");
    }
    buffer_puts(out, "\n\t");
    add_word(out, option->brief);
    buffer_puts(out, ".\n\n");
}

static void add_examples(struct buffer *out, const char *examples)
{
    buffer_puts(out, "# EXAMPLES\n\n");
    struct text rest = text_of(examples), line, typed;
    while (text_next(&rest, '\n', &line)) {
        if (line.len == 0 || !text_next(&line, '\t', &typed))
            continue;
        buffer_puts(out, "*");
        add_escaped(out, typed);
        buffer_puts(out, "*\n\t");
        add_escaped(out, line);
        buffer_puts(out, ".\n\n");
    }
}

static void add_exit_codes(struct buffer *out)
{
    buffer_puts(out, "# EXIT STATUS\n\n"
                     "0 on success; 1 where piano could not do it; 2 for a wrong command line; 101 "
                     "where cargo could not build; otherwise the profiled program's own.\n\n");
}

void manual_command(struct buffer *out, const struct command *command)
{
    struct buffer page = {0};
    buffer_printf(&page, "piano-%s", command->name);
    add_heading(out, page.at, command->brief);
    buffer_finish(&page);
    buffer_printf(out, "*piano %s*", command->name);
    if (command->group_count)
        buffer_puts(out, " [_OPTIONS_]");
    if (*command->arguments) {
        buffer_putc(out, ' ');
        add_word(out, command->arguments);
    }
    if (command->takes_rest)
        buffer_puts(out, " [-- _ARGUMENTS_]");
    buffer_puts(out, "\n\n# DESCRIPTION\n\n");
    add_word(out, command->details);
    buffer_puts(out, "\n\n");
    for (size_t g = 0; g < command->group_count; g++) {
        buffer_puts(out, "# ");
        for (const char *letter = command->groups[g].title; *letter; letter++)
            buffer_putc(out, (char)(*letter >= 'a' && *letter <= 'z' ? *letter - 32 : *letter));
        buffer_puts(out, "\n\n");
        for (size_t i = 0; i < command->groups[g].count; i++)
            add_option(out, &command->groups[g].options[i]);
    }
    if (command->examples)
        add_examples(out, command->examples);
    add_exit_codes(out);
    buffer_puts(out, "# SEE ALSO\n\n*piano*(1)\n");
}

void manual_overview(struct buffer *out)
{
    add_heading(out, "piano", "profile a Cargo project without touching it");
    buffer_puts(out, "*piano* [_+TOOLCHAIN_] _VERB_ [_OPTIONS_] [-- _ARGUMENTS_]\n\n"
                     "# DESCRIPTION\n\n"
                     "Finds every function of a Rust program, builds a copy with a probe in each "
                     "through cargo, runs it, and prints self time, calls and allocations per "
                     "function. The project itself stays as it is.\n\n"
                     "# VERBS\n\n");
    for (const struct command *const *command = commands; *command; command++) {
        buffer_printf(out, "*%s*\n\t", (*command)->name);
        add_word(out, (*command)->brief);
        buffer_printf(out, ". See *piano-%s*(1).\n\n", (*command)->name);
    }
    buffer_puts(out,
                "# ENVIRONMENT\n\n"
                "*PIANO\\_RUNS\\_DIR*\n\tThe folder for runs, in place of runs/ in the project's "
                "target/piano.\n\n"
                "*NO\\_COLOR*, *CLICOLOR*, *CLICOLOR\\_FORCE*\n\tWhether tables are coloured.\n\n"
                "# FILES\n\n"
                "_target/piano_\n\tInstrumented builds, runs and tags. It can be deleted.\n\n"
                "_Cargo.toml_\n\t\\[package.metadata.piano\\] and "
                "\\[workspace.metadata.piano\\] hold defaults: skip, dep, frame, release, "
                "cpu-time and exact-time.\n\n");
    add_exit_codes(out);
}
