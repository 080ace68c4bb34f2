#include "cargo/call.h"

#include <stdlib.h>
#include <string.h>

void arguments_add(struct arena *arena, struct arguments *arguments, const char *argument)
{
    array_push(arena, arguments, argument);
}

void arguments_add_all(struct arena *arena, struct arguments *arguments, const char *const *list)
{
    for (; list && *list; list++)
        arguments_add(arena, arguments, *list);
}

const char *const *arguments_end(struct arena *arena, struct arguments *arguments)
{
    arguments_add(arena, arguments, NULL);
    return arguments->at;
}

/* Flags that not only `cargo build` takes, and how many words follow each. */
static const struct shared_flag {
    const char *name;
    int values;
    unsigned taken; /* 1 << enum cargo_flags */
} shared_flags[] = {
#define COMMON (1 << CARGO_COMMON_FLAGS | 1 << CARGO_RESOLVE_FLAGS | 1 << CARGO_CLEAN_FLAGS)
    {"--config", 1, COMMON},
    {"-Z", 1, COMMON},
    {"--color", 1, COMMON},
    {"--locked", 0, COMMON},
    {"--offline", 0, COMMON},
    {"--frozen", 0, COMMON},
#undef COMMON
    {"--features", 1, 1 << CARGO_RESOLVE_FLAGS},
    {"-F", 1, 1 << CARGO_RESOLVE_FLAGS},
    {"--all-features", 0, 1 << CARGO_RESOLVE_FLAGS},
    {"--no-default-features", 0, 1 << CARGO_RESOLVE_FLAGS},
    {"--release", 0, 1 << CARGO_CLEAN_FLAGS},
    {"-r", 0, 1 << CARGO_CLEAN_FLAGS},
    {"--profile", 1, 1 << CARGO_CLEAN_FLAGS},
    {"--target", 1, 1 << CARGO_CLEAN_FLAGS},
};

static const struct shared_flag *shared_flag(const char *word)
{
    for (size_t i = 0; i < sizeof shared_flags / sizeof *shared_flags; i++) {
        if (strcmp(word, shared_flags[i].name) == 0)
            return &shared_flags[i];
    }
    return NULL;
}

static void add_shared(struct arena *arena, const char *const *flags, enum cargo_flags which,
                       struct arguments *out)
{
    for (; flags && *flags; flags++) {
        const struct shared_flag *flag = shared_flag(*flags);
        if (!flag || !(flag->taken & 1u << which))
            continue;
        arguments_add(arena, out, *flags);
        if (flag->values && flags[1])
            arguments_add(arena, out, *++flags);
    }
}

/* Run as `cargo piano`, cargo says which cargo that was. */
static const char *program(const struct cargo *cargo)
{
    const char *given = getenv("CARGO");
    return given && given[0] && !cargo->toolchain ? given : "cargo";
}

void call_begin(struct arena *arena, const struct cargo *cargo, const char *verb,
                enum cargo_flags which, struct arguments *out)
{
    *out = (struct arguments){0};
    arguments_add(arena, out, program(cargo));
    if (cargo->toolchain)
        arguments_add(arena, out, cargo->toolchain);
    arguments_add(arena, out, verb);
    if (cargo->manifest) {
        arguments_add(arena, out, "--manifest-path");
        arguments_add(arena, out, cargo->manifest);
    }
    if (which == CARGO_ALL_FLAGS)
        arguments_add_all(arena, out, cargo->flags);
    else
        add_shared(arena, cargo->flags, which, out);
}

bool call_missing(struct error *err)
{
    return error_set(err, "cargo, which builds Rust projects, is not installed or not in PATH.\n"
                          "Get it from https://rustup.rs:\n"
                          "  curl --proto '=https' --tlsv1.2 -sSf https://sh.rustup.rs | sh");
}

static void ignore(void *context, struct text line)
{
    (void)context;
    (void)line;
}

static void collect(void *context, struct text line)
{
    buffer_add(context, line);
    buffer_putc(context, '\n');
}

bool call_capture(struct arena *arena, const struct arguments *arguments,
                  const char *const *environment, struct text *out, struct error *err)
{
    struct command_line command = {.argv = arguments->at, .env = environment};
    struct buffer collected = {0};
    int status = 0;
    bool started = process_lines(&command, collect, ignore, &collected, &status, err);
    if (started && status == 0)
        *out = arena_text(arena, buffer_text(&collected));
    buffer_finish(&collected);
    if (!started)
        return call_missing(err);
    if (status == 0)
        return true;
    /* Once more, for the user to see, with colours where there is a terminal. */
    if (!process_lines(&command, ignore, NULL, NULL, &status, err))
        return call_missing(err);
    return error_shown(err, EXIT_BUILD);
}
