#include "cargo/call.h"

#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/process.h"

bool cargo_has_flag(const struct cargo *cargo, const char *name)
{
    for (const char *const *flag = cargo->flags; flag && *flag; flag++) {
        if (strcmp(*flag, name) == 0)
            return true;
    }
    return false;
}

/* Flags of `cargo build` that other verbs take as well, or that take a value. */
static const struct known_flag {
    const char *name;
    bool has_value;
    unsigned taken; /* by which verbs: 1 << enum cargo_flags */
} known_flags[] = {
#define COMMON (1 << CARGO_COMMON_FLAGS | 1 << CARGO_RESOLVE_FLAGS | 1 << CARGO_CLEAN_FLAGS)
    {"--config", true, COMMON},
    {"-Z", true, COMMON},
    {"--color", true, COMMON},
    {"--locked", false, COMMON},
    {"--offline", false, COMMON},
    {"--frozen", false, COMMON},
#undef COMMON
    {"--features", true, 1 << CARGO_RESOLVE_FLAGS},
    {"-F", true, 1 << CARGO_RESOLVE_FLAGS},
    {"--all-features", false, 1 << CARGO_RESOLVE_FLAGS},
    {"--no-default-features", false, 1 << CARGO_RESOLVE_FLAGS},
    {"--release", false, 1 << CARGO_CLEAN_FLAGS},
    {"-r", false, 1 << CARGO_CLEAN_FLAGS},
    {"--profile", true, 1 << CARGO_CLEAN_FLAGS},
    {"--target", true, 1 << CARGO_CLEAN_FLAGS},
    {"--jobs", true, 0},
    {"-j", true, 0},
};

static const struct known_flag *known_flag(const char *word)
{
    for (size_t i = 0; i < sizeof known_flags / sizeof *known_flags; i++) {
        if (strcmp(word, known_flags[i].name) == 0)
            return &known_flags[i];
    }
    return NULL;
}

static void add_known(struct arena *arena, const char *const *flags, enum cargo_flags which,
                      struct arguments *out)
{
    while (flags && *flags) {
        const struct known_flag *flag = known_flag(*flags);
        size_t words = flag && flag->has_value && flags[1] ? 2 : 1;
        if (flag && flag->taken & 1u << which) {
            for (size_t i = 0; i < words; i++)
                arguments_add(arena, out, flags[i]);
        }
        flags += words;
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
        add_known(arena, cargo->flags, which, out);
}

/* A file rather than the variable, which a cargo that a build script starts would inherit: it would
 * wait for ever for what this one has locked. And rather than the setting's value: braces in a
 * value stand for something, but those of the folder that a file's paths are seen from do not. */
bool call_into(struct arena *arena, const struct project *project, const char *folder,
               struct arguments *line, struct error *err)
{
    arguments_add_all(arena, line, (const char *const[]){"--target-dir", folder, NULL});
    if (!project->has_build_folder)
        return true;
    /* Cargo looks from the folder above the one that the file is in. */
    const char *file = path_join(arena, folder, "build-dir.toml");
    const char *setting = arena_printf(arena, "build.build-dir = \"%s\"\n", path_name(folder));
    arguments_add_all(arena, line, (const char *const[]){"--config", file, NULL});
    return file_write_if_changed(file, text_of(setting), err);
}

bool call_missing(struct error *err)
{
    const char *given = getenv("CARGO");
    if (given && given[0])
        return error_set(err,
                         "cannot start '%s', which the variable CARGO names as the cargo to use: "
                         "unset it, or set it to the path of a cargo",
                         given);
    return error_set(err, "cargo, which builds Rust projects, is not installed or not in PATH.\n"
                          "Get it from https://rustup.rs:\n"
                          "  curl --proto '=https' --tlsv1.2 -sSf https://sh.rustup.rs | sh");
}

bool call_quietly(struct arena *arena, const struct arguments *arguments,
                  const char *const *environment, struct text *out, int *status, struct error *err)
{
    struct command_line command = {.argv = arguments->at, .env = environment};
    struct buffer collected = {0};
    bool started = process_lines(&command, line_collect, line_drop, &collected, status, err);
    if (started)
        *out = arena_text(arena, buffer_text(&collected));
    buffer_finish(&collected);
    return started || call_missing(err);
}

struct text call_rustc(struct arena *arena, const struct cargo *cargo, const char *const *words)
{
    struct arguments line = {0};
    struct error ignored = {0};
    struct text said;
    int status;
    arguments_add(arena, &line, "rustc");
    if (cargo->toolchain)
        arguments_add(arena, &line, cargo->toolchain);
    arguments_add_all(arena, &line, words);
    arguments_end(arena, &line);
    return call_quietly(arena, &line, NULL, &said, &status, &ignored) && status == 0
               ? said
               : (struct text){0};
}

bool call_capture(struct arena *arena, const struct arguments *arguments, struct text *out,
                  struct error *err)
{
    int status = 0;
    if (!call_quietly(arena, arguments, NULL, out, &status, err))
        return false;
    if (status == 0)
        return true;
    /* Once more, for the user to see, with colours where there is a terminal. */
    struct command_line command = {.argv = arguments->at};
    if (!process_lines(&command, line_drop, NULL, NULL, &status, err))
        return call_missing(err);
    return error_shown(err, EXIT_BUILD);
}
