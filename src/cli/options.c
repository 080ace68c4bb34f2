#include "cli/options.h"

#include <math.h>
#include <popt.h>
#include <stdlib.h>
#include <string.h>

#include "base/nearest.h"
#include "cli/command.h"

/* The option with that index over all groups: popt stores no values of our kinds, and gives a
 * number. */
static const struct option *option_at(const struct command *command, size_t index, size_t *base)
{
    for (size_t g = 0; g < command->group_count; index -= command->groups[g++].count) {
        const struct option_group *group = &command->groups[g];
        if (index < group->count) {
            *base = group->at;
            return &group->options[index];
        }
    }
    return NULL;
}

static size_t count_options(const struct command *command)
{
    size_t count = 0;
    for (size_t g = 0; g < command->group_count; g++)
        count += command->groups[g].count;
    return count;
}

/* Each option's code is its index + 1, since popt keeps 0 and below for itself; --help, which
 * every command takes, comes after the last. */
static struct poptOption *make_table(struct arena *arena, const struct command *command)
{
    size_t count = count_options(command), base;
    struct poptOption *table = arena_many(arena, struct poptOption, count + 2);
    for (size_t i = 0; i < count; i++) {
        const struct option *option = option_at(command, i, &base);
        table[i] = (struct poptOption){
            .longName = option->name,
            .shortName = option->letter,
            .argInfo = option->kind == OPTION_FLAG ? POPT_ARG_NONE : POPT_ARG_STRING,
            .val = (int)i + 1,
        };
    }
    table[count] = (struct poptOption){.longName = "help", .shortName = 'h', .val = (int)count + 1};
    return table;
}

static const char *const *append(struct arena *arena, const char *const *list, const char *value)
{
    size_t count = 0;
    while (list && list[count])
        count++;
    const char **grown = arena_many(arena, const char *, count + 2);
    for (size_t i = 0; i < count; i++)
        grown[i] = list[i];
    grown[count] = value;
    return grown;
}

static bool parse_number(const struct option *option, const char *value, double *out,
                         struct error *err)
{
    char *end;
    double number = strtod(value, &end);
    if (end == value || *end || !isfinite(number) || number < 0)
        return error_usage(err, "--%s takes a number, not '%s': write --%s %s", option->name, value,
                           option->name, option->argument);
    if (option->kind == OPTION_AMOUNT && (number < 1 || number != floor(number)))
        return error_usage(err, "--%s takes a whole number from 1 on, not '%s'", option->name,
                           value);
    *out = number;
    return true;
}

/* One of two values would be dropped without a word. */
static bool store_text(const struct option *option, const char *value, const char **field,
                       struct error *err)
{
    if (*field && strcmp(*field, value) != 0)
        return error_usage(err, "--%s takes one %s, not both '%s' and '%s'", option->name,
                           option->argument, *field, value);
    *field = value;
    return true;
}

static bool store(struct arena *arena, const struct option *option, void *field, char *value,
                  struct error *err)
{
    const char *kept = value ? arena_string(arena, text_of(value)) : NULL;
    free(value);
    switch (option->kind) {
    case OPTION_FLAG:
        *(bool *)field = true;
        return true;
    case OPTION_TEXT:
        return store_text(option, kept, field, err);
    case OPTION_LIST:
        *(const char *const **)field = append(arena, *(const char *const **)field, kept);
        return true;
    case OPTION_NUMBER:
    case OPTION_AMOUNT:
        return parse_number(option, kept, field, err);
    }
    return true;
}

/* The name of the command's option that `bare` is most like; NULL where it is like none. */
static const char *nearest_option(struct arena *arena, const struct command *command,
                                  struct text bare)
{
    size_t count = count_options(command), base;
    struct text *names = arena_many(arena, struct text, count + 1);
    for (size_t i = 0; i < count; i++)
        names[i] = text_of(option_at(command, i, &base)->name);
    names[count] = TEXT("help");
    size_t nearest = nearest_index(bare, names, count + 1);
    return nearest == SIZE_MAX ? NULL : names[nearest].at;
}

static bool explain(struct arena *arena, const struct command *command, const char *word, int code,
                    struct error *err)
{
    if (code == POPT_ERROR_NOARG)
        return error_usage(err, "%s needs a value: see 'piano help %s'", word, command->name);
    if (code != POPT_ERROR_BADOPT)
        return error_usage(err, "%s: %s: see 'piano help %s'", word, poptStrerror(code),
                           command->name);
    struct text bare = text_of(word + strspn(word, "-"));
    const char *equals = memchr(bare.at, '=', bare.len);
    if (equals)
        bare.len = (size_t)(equals - bare.at);
    const struct command *other = command_with_option(bare);
    if (other)
        return error_usage(err,
                           "'piano %s' has no option '--%.*s', but 'piano %s' has: see 'piano "
                           "help %s'",
                           command->name, TEXT_ARG(bare), other->name, command->name);
    const char *nearest = nearest_option(arena, command, bare);
    if (!nearest)
        return error_usage(err, "'piano %s' has no option '%s': see 'piano help %s'", command->name,
                           word, command->name);
    return error_usage(err, "'piano %s' has no option '%s': did you mean '--%s'?", command->name,
                       word, nearest);
}

static const char *const *copy_list(struct arena *arena, const char *const *list, size_t *count)
{
    *count = 0;
    while (list && list[*count])
        ++*count;
    const char **copy = arena_many(arena, const char *, *count + 1);
    for (size_t i = 0; i < *count; i++)
        copy[i] = arena_string(arena, text_of(list[i]));
    return copy;
}

bool options_parse(struct arena *arena, const struct command *command, const char *const *argv,
                   void *into, struct given_arguments *arguments, struct error *err)
{
    size_t ours = 0;
    while (argv[ours] && strcmp(argv[ours], "--") != 0)
        ours++;
    const char **words = arena_many(arena, const char *, ours + 2);
    words[0] = "piano";
    for (size_t i = 0; i < ours; i++)
        words[i + 1] = argv[i];

    const struct poptOption *table = make_table(arena, command);
    poptContext context = poptGetContext(NULL, (int)ours + 1, words, table, 0);
    bool ok = true;
    int code;
    while (ok && (code = poptGetNextOpt(context)) >= 0) {
        size_t base;
        const struct option *option = option_at(command, (size_t)code - 1, &base);
        if (!option)
            arguments->help = true;
        else
            ok =
                store(arena, option, (char *)into + base + option->at, poptGetOptArg(context), err);
    }
    if (ok && code < -1)
        ok = explain(arena, command, poptBadOption(context, 0), code, err);
    if (ok) {
        arguments->at = copy_list(arena, poptGetArgs(context), &arguments->count);
        arguments->rest =
            copy_list(arena, argv[ours] ? argv + ours + 1 : NULL, &arguments->rest_count);
    }
    poptFreeContext(context);
    return ok;
}
