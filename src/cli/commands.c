/* The verbs, and how one is found. */
#include <string.h>

#include "base/nearest.h"
#include "cli/build.h"
#include "cli/clean.h"
#include "cli/command.h"
#include "cli/completions.h"
#include "cli/diff.h"
#include "cli/help.h"
#include "cli/profile.h"
#include "cli/report.h"
#include "cli/run.h"
#include "cli/runs.h"
#include "cli/tag.h"

const struct command *const commands[] = {
    &command_profile,     &command_build, &command_run,  &command_report,
    &command_tag,         &command_diff,  &command_runs, &command_clean,
    &command_completions, &command_help,  NULL,
};

static bool has_option(const struct command *command, struct text name)
{
    for (size_t g = 0; g < command->group_count; g++)
        for (size_t i = 0; i < command->groups[g].count; i++)
            if (text_is(name, command->groups[g].options[i].name))
                return true;
    return false;
}

const struct command *command_with_option(struct text name)
{
    for (const struct command *const *command = commands; *command; command++)
        if (has_option(*command, name))
            return *command;
    return NULL;
}

const struct command *command_find(const char *name, struct error *err)
{
    struct text names[sizeof commands / sizeof *commands];
    size_t count = 0;
    for (; commands[count]; count++) {
        if (strcmp(commands[count]->name, name) == 0)
            return commands[count];
        names[count] = text_of(commands[count]->name);
    }
    static const struct text options[] = {{"--help", 6}, {"--version", 9}};
    size_t nearest = nearest_index(text_of(name), names, count);
    size_t option = nearest_index(text_of(name), options, 2);
    if (name[0] == '-' && option != SIZE_MAX)
        error_usage(err, "there is no option '%s': did you mean 'piano %s'?", name,
                    options[option].at);
    else if (name[0] == '-')
        error_usage(err,
                    "options come after a verb, as in 'piano profile %s': 'piano help' lists "
                    "the verbs",
                    name);
    else if (nearest == SIZE_MAX)
        error_usage(err, "there is no verb '%s': 'piano help' lists them", name);
    else
        error_usage(err, "there is no verb '%s': did you mean 'piano %s'?", name,
                    names[nearest].at);
    return NULL;
}
