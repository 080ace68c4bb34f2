#include "cargo/runner.h"

#include <ctype.h>
#include <jansson.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cargo/call.h"
#include "cargo/predicate.h"
#include "cargo/settings.h"

/* Empty where rustc does not tell. */
static const char *this_platform(struct arena *arena, const struct cargo *cargo)
{
    struct text said = call_rustc(arena, cargo, (const char *const[]){"-vV", NULL}), line;
    while (text_next(&said, '\n', &line)) {
        if (text_starts(line, "host: "))
            return arena_string(arena, text_slice(line, sizeof "host: " - 1, line.len));
    }
    return "";
}

static void split(struct arena *arena, struct text rest, struct names *out)
{
    struct text word;
    while (text_next(&rest, ' ', &word)) {
        if (word.len)
            array_push(arena, out, arena_text(arena, word));
    }
}

/* "qemu-aarch64 -L /usr" or ["qemu-aarch64", "-L", "/usr"] */
static void read_words(struct arena *arena, const json_t *value, struct names *out)
{
    const json_t *word;
    size_t i;
    if (json_is_string(value))
        split(arena, text_of(json_string_value(value)), out);
    json_array_foreach(value, i, word)
    {
        if (json_is_string(word))
            array_push(arena, out, arena_text(arena, text_of(json_string_value(word))));
    }
}

static const json_t *of_predicate(struct arena *arena, const struct cargo *cargo,
                                  const char *target, json_t *table)
{
    struct text facts = {0};
    const char *name;
    json_t *of_platform;
    json_object_foreach(table, name, of_platform)
    {
        struct text key = text_of(name);
        const json_t *runner = json_object_get(of_platform, "runner");
        if (!runner || !text_starts(key, "cfg(") || !text_ends(key, ")"))
            continue;
        if (facts.len == 0)
            facts = call_rustc(
                arena, cargo,
                (const char *const[]){"--print", "cfg", target ? "--target" : NULL, target, NULL});
        if (predicate_holds(text_slice(key, sizeof "cfg(" - 1, key.len - 1), facts))
            return runner;
    }
    return NULL;
}

static const json_t *choose(struct arena *arena, const struct cargo *cargo, const char *target,
                            json_t *table)
{
    const char *triple = target ? target : this_platform(arena, cargo);
    const json_t *named = json_object_get(json_object_get(table, triple), "runner");
    return named ? named : of_predicate(arena, cargo, target, table);
}

static bool is_relative_path(struct text program)
{
    return program.at[0] != '/' && memchr(program.at, '/', program.len);
}

/* `runner = "tools/wrap -x" # /home/me/project/.cargo/config.toml`. */
static struct text resolve(struct arena *arena, const struct cargo *cargo, struct text program)
{
    struct text said;
    if (!is_relative_path(program) || !settings_ask(arena, cargo, "target", "--show-origin", &said))
        return program;
    ptrdiff_t at = text_find(said, program);
    struct text rest = at < 0 ? (struct text){0} : text_slice(said, (size_t)at, said.len), line;
    ptrdiff_t origin = text_next(&rest, '\n', &line) ? text_find(line, TEXT(" # ")) : -1;
    if (origin < 0)
        return program;
    const char *folder = settings_folder(arena, text_slice(line, (size_t)origin + 3, line.len));
    return text_of(path_join(arena, folder, program.at));
}

void runner_configured(struct arena *arena, const struct cargo *cargo, const char *target,
                       struct names *out)
{
    *out = (struct names){0};
    json_t *table = settings_table(arena, cargo, "target", TEXT("runner"));
    if (!table)
        return;
    read_words(arena, choose(arena, cargo, target, table), out);
    json_decref(table);
    if (out->len)
        out->at[0] = resolve(arena, cargo, out->at[0]);
}

static bool names_a_runner(const char *entry)
{
    struct text rest = text_of(entry), name;
    return text_next(&rest, '=', &name) && text_starts(name, "CARGO_TARGET_") &&
           text_ends(name, "_RUNNER");
}

void runner_of_environment(struct arena *arena, const char *target, struct names *out)
{
    char **entry = environ;
    *out = (struct names){0};
    while (*entry && !names_a_runner(*entry))
        entry++;
    if (!*entry)
        return;
    char *variable = arena_printf(arena, "CARGO_TARGET_%s_RUNNER",
                                  target ? target : this_platform(arena, &(struct cargo){0}));
    for (char *byte = variable; *byte; byte++)
        *byte = isalnum((unsigned char)*byte) ? (char)toupper((unsigned char)*byte) : '_';
    const char *given = getenv(variable);
    if (given)
        split(arena, text_of(given), out);
    if (out->len && is_relative_path(out->at[0]))
        out->at[0] = text_of(path_absolute(arena, out->at[0].at));
}
