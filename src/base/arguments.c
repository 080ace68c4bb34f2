#include "base/arguments.h"

void arguments_add(struct arena *arena, struct arguments *arguments, const char *word)
{
    array_push(arena, arguments, word);
}

void arguments_add_all(struct arena *arena, struct arguments *arguments, const char *const *list)
{
    for (; list && *list; list++)
        arguments_add(arena, arguments, *list);
}

void arguments_append(struct arena *arena, struct arguments *arguments,
                      const struct arguments *more)
{
    for (size_t i = 0; i < more->len; i++)
        arguments_add(arena, arguments, more->at[i]);
}

const char *const *arguments_end(struct arena *arena, struct arguments *arguments)
{
    arguments_add(arena, arguments, NULL);
    return arguments->at;
}
