#include "cli/completions.h"

#include <string.h>

/* Lists the tags in all three shells. */
#define LIST_TAGS "piano tag --csv 2>/dev/null | sed -e 1d -e 's/,.*//'"
#define SHELLS "bash zsh fish"

static void each_option(struct buffer *out, const struct command *command,
                        void (*add)(struct buffer *, const struct command *, const struct option *))
{
    for (size_t g = 0; g < command->group_count; g++) {
        for (size_t i = 0; i < command->groups[g].count; i++)
            add(out, command, &command->groups[g].options[i]);
    }
}

static void add_verbs(struct buffer *out)
{
    for (const struct command *const *command = commands; *command; command++)
        buffer_printf(out, "%s%s", command == commands ? "" : " ", (*command)->name);
}

static void add_quoted(struct buffer *out, const char *words)
{
    buffer_putc(out, '\'');
    for (; *words; words++) {
        if (*words == '\'')
            buffer_puts(out, "'\\''");
        else
            buffer_putc(out, *words);
    }
    buffer_putc(out, '\'');
}

/* --- bash: words by verb; where there are none, files --- */

static void add_bash_option(struct buffer *out, const struct command *command,
                            const struct option *option)
{
    (void)command;
    buffer_printf(out, " --%s", option->name);
}

static void add_bash_valued(struct buffer *out, const struct command *command,
                            const struct option *option)
{
    (void)command;
    if (option->argument)
        buffer_printf(out, "|--%s", option->name);
    if (option->argument && option->letter)
        buffer_printf(out, "|-%c", option->letter);
}

static void add_bash_arguments(struct buffer *out, enum argument_kind kind)
{
    if (kind == ARGUMENT_RUN)
        buffer_puts(out, " '\"$(_piano_tags)\"'");
    if (kind == ARGUMENT_SHELL)
        buffer_puts(out, " " SHELLS);
    if (kind == ARGUMENT_VERB) {
        buffer_putc(out, ' ');
        add_verbs(out);
    }
}

static void add_bash_command(struct buffer *out, const struct command *command)
{
    buffer_printf(out, "    %s)\n        valued='--", command->name);
    each_option(out, command, add_bash_valued);
    buffer_puts(out, "'\n        words='--help");
    each_option(out, command, add_bash_option);
    add_bash_arguments(out, command->argument_kind);
    buffer_puts(out, "' ;;\n");
}

static void write_bash(struct buffer *out)
{
    buffer_puts(out,
                "_piano_tags() {\n"
                "    " LIST_TAGS "\n"
                "}\n\n"
                "_piano() {\n"
                "    local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD - 1]}\n"
                "    local valued='' words=''\n"
                "    COMPREPLY=()\n"
                "    [[ \" ${COMP_WORDS[*]:0:COMP_CWORD} \" == *' -- '* ]] && return\n"
                "    case ${COMP_WORDS[1]} in\n");
    for (const struct command *const *command = commands; *command; command++)
        add_bash_command(out, *command);
    buffer_puts(out, "    esac\n"
                     "    if [ \"$COMP_CWORD\" -eq 1 ]; then\n"
                     "        words='");
    add_verbs(out);
    buffer_puts(out, "'\n"
                     "    elif [[ $before == @(-d|--delete) ]]; then\n"
                     "        words=$(_piano_tags)\n"
                     "    elif [[ \"|$valued|\" == *\"|$before|\"* ]]; then\n"
                     "        return\n"
                     "    fi\n"
                     "    COMPREPLY=($(compgen -W \"$words\" -- \"$word\"))\n"
                     "}\n\n"
                     "complete -o default -F _piano piano\n");
}

/* --- zsh: _arguments, which reads colons and brackets as its own --- */

static void add_zsh_text(struct buffer *out, const char *words)
{
    for (; *words; words++) {
        if (strchr(":[]\\", *words))
            buffer_putc(out, '\\');
        if (*words == '\'')
            buffer_puts(out, "'\\''");
        else
            buffer_putc(out, *words);
    }
}

static void add_zsh_spelling(struct buffer *out, const struct option *option, const char *spelling)
{
    buffer_printf(out, " \\\n            '%s%s[", option->kind == OPTION_LIST ? "*" : "", spelling);
    add_zsh_text(out, option->brief);
    buffer_puts(out, "]");
    if (option->argument)
        buffer_printf(out, ":%s:_files", option->argument);
    buffer_putc(out, '\'');
}

static void add_zsh_option(struct buffer *out, const struct command *command,
                           const struct option *option)
{
    (void)command;
    struct buffer name = {0};
    buffer_printf(&name, "--%s", option->name);
    add_zsh_spelling(out, option, name.at);
    if (option->letter)
        add_zsh_spelling(out, option, (char[]){'-', option->letter, '\0'});
    buffer_finish(&name);
}

static void add_zsh_command(struct buffer *out, const struct command *command)
{
    static const char *const arguments[] = {
        [ARGUMENT_NONE] = "'*:argument:_files'",
        [ARGUMENT_RUN] = "'*:run:_piano_runs'",
        [ARGUMENT_VERB] = "'1:verb:_piano_verbs'",
        [ARGUMENT_SHELL] = "'1:shell:(" SHELLS ")'",
    };
    buffer_printf(out, "    %s)\n        _arguments '--help[show help for this verb]'",
                  command->name);
    each_option(out, command, add_zsh_option);
    buffer_printf(out, " \\\n            %s ;;\n", arguments[command->argument_kind]);
}

static void write_zsh(struct buffer *out)
{
    buffer_puts(out, "#compdef piano\n\n"
                     "_piano_runs() {\n"
                     "    compadd -- ${(f)\"$(" LIST_TAGS ")\"}\n"
                     "    _files\n"
                     "}\n\n"
                     "_piano_verbs() {\n"
                     "    local -a verbs=(");
    for (const struct command *const *command = commands; *command; command++) {
        buffer_printf(out, "\n        '%s:", (*command)->name);
        add_zsh_text(out, (*command)->brief);
        buffer_putc(out, '\'');
    }
    buffer_puts(out, ")\n"
                     "    _describe verb verbs\n"
                     "}\n\n"
                     "_piano() {\n"
                     "    if (( CURRENT == 2 )); then\n"
                     "        _piano_verbs\n"
                     "        return\n"
                     "    fi\n"
                     "    local verb=$words[2]\n"
                     "    shift words\n"
                     "    (( CURRENT-- ))\n"
                     "    case $verb in\n");
    for (const struct command *const *command = commands; *command; command++)
        add_zsh_command(out, *command);
    buffer_puts(out, "    esac\n}\n\n_piano \"$@\"\n");
}

/* --- fish: a line for each word --- */

static void add_fish_option(struct buffer *out, const struct command *command,
                            const struct option *option)
{
    buffer_printf(out, "complete -c piano -n '__fish_seen_subcommand_from %s' -l %s", command->name,
                  option->name);
    if (option->letter)
        buffer_printf(out, " -s %c", option->letter);
    buffer_printf(out, "%s -d ", option->argument ? " -r" : "");
    add_quoted(out, option->brief);
    buffer_putc(out, '\n');
}

static void add_fish_arguments(struct buffer *out, const struct command *command)
{
    if (command->argument_kind == ARGUMENT_NONE)
        return;
    buffer_printf(out, "complete -c piano -n '__fish_seen_subcommand_from %s' -a ", command->name);
    if (command->argument_kind == ARGUMENT_RUN) {
        add_quoted(out, "(" LIST_TAGS ")");
    } else if (command->argument_kind == ARGUMENT_SHELL) {
        buffer_puts(out, "'" SHELLS "'");
    } else {
        buffer_putc(out, '\'');
        add_verbs(out);
        buffer_putc(out, '\'');
    }
    buffer_putc(out, '\n');
}

static void write_fish(struct buffer *out)
{
    for (const struct command *const *command = commands; *command; command++) {
        buffer_printf(out, "complete -c piano -f -n __fish_use_subcommand -a %s -d ",
                      (*command)->name);
        add_quoted(out, (*command)->brief);
        buffer_putc(out, '\n');
        each_option(out, *command, add_fish_option);
        add_fish_arguments(out, *command);
    }
}

static const struct {
    const char *name;
    void (*write)(struct buffer *);
} shells[] = {{"bash", write_bash}, {"zsh", write_zsh}, {"fish", write_fish}};

static bool run(const struct invocation *invocation, void *options, int *exit_code,
                struct error *err)
{
    (void)options, (void)exit_code;
    const char *shell = invocation->arguments.at[0];
    for (size_t i = 0; i < sizeof shells / sizeof *shells; i++) {
        if (!shell || strcmp(shells[i].name, shell) != 0)
            continue;
        struct buffer out = {0};
        shells[i].write(&out);
        terminal_print(buffer_text(&out));
        buffer_finish(&out);
        return true;
    }
    if (!shell)
        return error_usage(err, "name the shell: 'piano completions bash', zsh or fish");
    return error_usage(err, "there are no completions for '%s', only for bash, zsh and fish",
                       shell);
}

const struct command command_completions = {
    .name = "completions",
    .arguments = "SHELL",
    .argument_kind = ARGUMENT_SHELL,
    .brief = "print completions for bash, zsh or fish",
    .details =
        "Prints a script that completes piano's verbs, options and tags. 'make install' puts\n"
        "it where each shell looks for it.",
    .examples = "piano completions bash\tfor bash\n"
                "piano completions zsh\tfor zsh\n"
                "piano completions fish\tfor fish\n",
    .most_arguments = 1,
    .run = run,
};
