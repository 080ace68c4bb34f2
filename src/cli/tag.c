#include "cli/tag.h"

#include <stdint.h>
#include <stdio.h>

#include "base/file.h"
#include "cli/answer.h"
#include "cli/reading.h"
#include "cli/say.h"
#include "run/store.h"
#include "run/tag.h"

struct tag_options {
    struct place_options place;
    bool deletes;
    struct format_options format;
};

static bool list(const struct invocation *invocation, const char *folder,
                 const struct format_options *format, struct error *err)
{
    const struct table_options table = {.format = *format};
    struct store_list runs = {0};
    struct buffer out = {0};
    struct rendered rendered = {0};
    struct render_options how = answer_options(invocation, &table);
    if (!store_list(invocation->arena, folder, &runs, err))
        return false;
    if (runs.tags.len == 0 && how.format == RENDER_TABLE) {
        say("no tags yet: 'piano tag NAME' gives the latest run a name\n");
        return true;
    }
    if (how.format == RENDER_TABLE)
        reading_say_unread(&runs);
    render_tags(&runs, &how, &out, &rendered);
    return answer_print(invocation, &out, "the list", &rendered, err);
}

static bool set(const struct invocation *invocation, const char *folder, const char *name,
                const char *what, struct error *err)
{
    struct arena *arena = invocation->arena;
    struct run run;
    if (!store_find(arena, folder, what, &run, err))
        return false;
    const char *its_folder = path_folder(arena, path_absolute(arena, run.processes[0].path));
    if (!text_is(text_of(its_folder), path_absolute(arena, folder)))
        return error_set(
            err,
            "only runs in '%s' can be tagged; this one is in '%s': name that folder with "
            "--output-dir",
            folder, its_folder);
    if (!tag_set(folder, name, run.id, err))
        return false;
    if (run.note)
        say("note: %s\n", run.note);
    printf("tagged '%s'\n", name);
    return true;
}

/* All or, where one is not there, none. */
static bool delete_all(const struct invocation *invocation, const char *folder, struct error *err)
{
    const char *const *names = invocation->arguments.at, *run_id;
    for (const char *const *name = names; *name; name++)
        if (!tag_find(invocation->arena, folder, *name, &run_id, err))
            return false;
    for (const char *const *name = names; *name; name++) {
        if (!tag_delete(folder, *name, err))
            return false;
        printf("deleted tag '%s'\n", *name);
    }
    return true;
}

static bool check_words(bool deletes, const struct given_arguments *words, struct error *err)
{
    if (deletes && words->count == 0)
        return error_usage(err, "'piano tag -d' takes the names of tags: 'piano tag' lists them");
    if (!deletes && words->count > 2)
        return error_usage(err, "'piano tag' does not take '%s': see 'piano help tag'",
                           words->at[2]);
    return true;
}

static bool run(const struct invocation *invocation, void *given, int *exit_code, struct error *err)
{
    const struct tag_options *options = given;
    const char *const *words = invocation->arguments.at;
    const char *folder;
    (void)exit_code;
    if (!check_words(options->deletes, &invocation->arguments, err) ||
        !answer_check(&options->format, err) ||
        !reading_folder(invocation, &options->place, &(const char *){NULL}, &folder, err))
        return false;
    if (options->deletes)
        return delete_all(invocation, folder, err);
    return words[0] ? set(invocation, folder, words[0], words[1], err)
                    : list(invocation, folder, &options->format, err);
}

static const struct option tag_option_table[] = {
    {"delete", 'd', OPTION_FLAG, offsetof(struct tag_options, deletes), NULL,
     "delete the tags that are named; their runs stay"},
};

static const struct option_group groups[] = {
    {"Options", tag_option_table, OPTION_COUNT(tag_option_table), 0},
    {"How the list is shown", format_option_table, OPTION_COUNT(format_option_table),
     offsetof(struct tag_options, format)},
    {"Where the runs are", place_option_table, OPTION_COUNT(place_option_table),
     offsetof(struct tag_options, place)},
};

const struct command command_tag = {
    .name = "tag",
    .arguments = "[NAME [RUN] | -d NAME ...]",
    .argument_kind = ARGUMENT_RUN,
    .brief = "give a run a name, to compare with later",
    .details =
        "Gives a name to the latest run, or to RUN. If the tag exists already, it moves. Without\n"
        "NAME, lists the tags. With -d, deletes the tags that are named, or none of them if one\n"
        "does not exist.\n"
        "\n"
        "'piano clean' keeps runs that have a tag. One tag holds all runs of a --repeat.",
    .examples = "piano tag baseline\tname the latest run\n"
                "piano tag\tlist the tags\n"
                "piano tag -d baseline before\tdelete two\n",
    .groups = groups,
    .group_count = OPTION_COUNT(groups),
    .options_bytes = sizeof(struct tag_options),
    .most_arguments = SIZE_MAX,
    .run = run,
};
