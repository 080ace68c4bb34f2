#include "cli/help.h"

#include <string.h>

#include "cli/manual.h"

#define BRIEF_COLUMN 30
#define WIDTH 80

/* The bytes up to the first blank or line end. */
static size_t word_len(struct text words)
{
    size_t len = 0;
    while (len < words.len && !strchr(" \n", words.at[len]))
        len++;
    return len;
}

/* Words in lines of WIDTH, the first beginning at `column`, the others at `indent`. */
static void add_wrapped(struct buffer *out, struct text words, size_t column, size_t indent)
{
    for (bool first = true; words.len > 0; first = false) {
        size_t len = word_len(words);
        if (!first && column + 1 + len > WIDTH) {
            buffer_printf(out, "\n%*s", (int)indent, "");
            column = indent;
        } else if (!first) {
            buffer_putc(out, ' ');
            column++;
        }
        buffer_add(out, text_slice(words, 0, len));
        column += len;
        words = text_trim(text_slice(words, len, words.len));
    }
    buffer_putc(out, '\n');
}

void help_overview(struct buffer *out)
{
    buffer_puts(out, "piano profiles a Cargo project: self time, calls and allocations of every "
                     "function.\n\n"
                     "  piano profile               in the project's folder: build, run, report\n\n"
                     "Usage: piano [+TOOLCHAIN] VERB [OPTIONS] [-- ARGUMENTS OF YOUR PROGRAM]\n\n"
                     "Verbs:\n");
    for (const struct command *const *command = commands; *command; command++)
        buffer_printf(out, "  %-12s %s\n", (*command)->name, (*command)->brief);
    buffer_puts(out, "\n'piano help VERB' shows what a verb does and its options.\n");
}

/* Paragraphs, with a blank line between them as they have in the text. */
static void add_paragraphs(struct buffer *out, const char *words)
{
    struct text rest = text_of(words);
    for (ptrdiff_t end; (end = text_find(rest, TEXT("\n\n"))) >= 0;) {
        add_wrapped(out, text_slice(rest, 0, (size_t)end), 0, 0);
        buffer_putc(out, '\n');
        rest = text_slice(rest, (size_t)end + 2, rest.len);
    }
    add_wrapped(out, rest, 0, 0);
}

static void add_option(struct buffer *out, const struct option *option)
{
    size_t start = out->len;
    if (option->letter)
        buffer_printf(out, "  -%c, --%s", option->letter, option->name);
    else
        buffer_printf(out, "      --%s", option->name);
    if (option->argument)
        buffer_printf(out, " %s", option->argument);
    size_t used = out->len - start;
    if (used + 2 > BRIEF_COLUMN)
        buffer_printf(out, "\n%*s", BRIEF_COLUMN, "");
    else
        buffer_printf(out, "%*s", (int)(BRIEF_COLUMN - used), "");
    add_wrapped(out, text_of(option->brief), BRIEF_COLUMN, BRIEF_COLUMN);
}

static void add_examples(struct buffer *out, const char *examples)
{
    buffer_puts(out, "\nExamples:\n");
    struct text rest = text_of(examples), line;
    while (text_next(&rest, '\n', &line)) {
        struct text typed, meaning = line;
        if (line.len && text_next(&meaning, '\t', &typed))
            buffer_printf(out, "  %-35.*s  %.*s\n", TEXT_ARG(typed), TEXT_ARG(meaning));
    }
}

void help_command(struct buffer *out, const struct command *command)
{
    buffer_printf(out, "Usage: piano %s%s%s%s%s\n\n", command->name,
                  command->group_count ? " [OPTIONS]" : "", *command->arguments ? " " : "",
                  command->arguments, command->takes_rest ? " [-- ARGUMENTS]" : "");
    add_paragraphs(out, command->details);
    for (size_t g = 0; g < command->group_count; g++) {
        buffer_printf(out, "\n%s:\n", command->groups[g].title);
        for (size_t i = 0; i < command->groups[g].count; i++)
            add_option(out, &command->groups[g].options[i]);
    }
    if (command->examples)
        add_examples(out, command->examples);
}

struct help_options {
    bool manual;
};

static bool run(const struct invocation *invocation, void *given, int *exit_code, struct error *err)
{
    (void)exit_code;
    const struct help_options *options = given;
    struct buffer out = {0};
    if (invocation->arguments.count == 0) {
        (options->manual ? manual_overview : help_overview)(&out);
    } else {
        const struct command *command = command_find(invocation->arguments.at[0], err);
        if (!command)
            return false;
        (options->manual ? manual_command : help_command)(&out, command);
    }
    terminal_print(buffer_text(&out));
    buffer_finish(&out);
    return true;
}

static const struct option help_option_table[] = {
    {"man", 0, OPTION_FLAG, offsetof(struct help_options, manual), NULL,
     "write the manual page instead, in the format of scdoc"},
};

static const struct option_group groups[] = {
    {"Options", help_option_table, OPTION_COUNT(help_option_table), 0},
};

const struct command command_help = {
    .name = "help",
    .arguments = "[VERB]",
    .argument_kind = ARGUMENT_VERB,
    .brief = "show help for piano or one of its verbs",
    .details = "Shows what a verb does and the options it takes.",
    .examples = "piano help\tthe verbs\n"
                "piano help diff\tone of them\n",
    .groups = groups,
    .group_count = OPTION_COUNT(groups),
    .options_bytes = sizeof(struct help_options),
    .most_arguments = 1,
    .run = run,
};
