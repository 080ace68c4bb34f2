/* In: the survey and the build.  Out: a file of lines "folder PATH", "argument TEXT", "library
 * PATH" (where loaded libraries are searched), "variable NAME=value", "default NAME=value"
 * (unless the user sets it) and "runner WORD". Values that take several lines are left out. */
#include "cli/surroundings.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "cargo/call.h"
#include "cargo/configuration.h"
#include "cargo/layout.h"
#include "cargo/runner.h"

#ifdef __APPLE__
#define LIBRARY_PATH "DYLD_FALLBACK_LIBRARY_PATH"
#else
#define LIBRARY_PATH "LD_LIBRARY_PATH"
#endif

static const char *note_path(struct arena *arena, const char *folder, const char *program)
{
    return arena_printf(arena, "%s/surroundings-%016llx", folder,
                        (unsigned long long)text_hash(text_of(program)));
}

/* Whether there is a whole "libstd-HASH.so". Every program has the beginning of that name, by which
 * a panic knows its own frames. */
static bool names_std(struct text text)
{
    const struct text front = TEXT("libstd-");
    ptrdiff_t at;
    while ((at = text_find(text, front)) >= 0) {
        text = text_slice(text, (size_t)at + front.len, text.len);
        size_t hash = 0;
        while (hash < text.len && isxdigit((unsigned char)text.at[hash]))
            hash++;
        struct text rest = text_slice(text, hash, text.len);
        if (hash > 0 && (text_starts(rest, ".so") || text_starts(rest, ".dylib")))
            return true;
    }
    return false;
}

/* Whether Rust's own library is loaded, rather than linked in: its name then stands among the first
 * things in the executable. */
static bool loads_std(const char *program)
{
    const size_t most = 1 << 20;
    FILE *file = fopen(program, "rb");
    if (!file)
        return false;
    struct arena scratch = {0};
    char *bytes = arena_many(&scratch, char, most);
    struct text text = {bytes, fread(bytes, 1, most, file)};
    bool loads = names_std(text);
    fclose(file);
    arena_finish(&scratch);
    return loads;
}

static void note_std(struct arena *arena, const struct cargo *cargo, struct buffer *note)
{
    struct text said =
        call_rustc(arena, cargo, (const char *const[]){"--print", "target-libdir", NULL});
    if (said.len)
        buffer_printf(note, "library %.*s\n", TEXT_ARG(text_trim(said)));
}

static void note_libraries(struct arena *arena, const struct cargo *cargo,
                           const struct built *built, struct buffer *note)
{
    for (size_t i = 0; i < built->library_folders.len; i++)
        buffer_printf(note, "library %s\n", built->library_folders.at[i]);
    const char *folder = layout_profile(arena, built->program);
    buffer_printf(note, "library %s\nlibrary %s/deps\n", folder, folder);
    if (loads_std(built->program))
        note_std(arena, cargo, note);
}

static void note_variables(struct arena *arena, const struct package *package,
                           const struct cargo *cargo, struct buffer *note)
{
    buffer_printf(note, "variable CARGO_MANIFEST_DIR=%s\n", package->folder);
    buffer_printf(note, "variable CARGO_MANIFEST_PATH=%s\n", package->manifest);
    buffer_printf(note, "variable CARGO_PKG_NAME=%.*s\n", TEXT_ARG(package->name));
    buffer_printf(note, "variable CARGO_PKG_VERSION=%.*s\n", TEXT_ARG(package->version));
    struct configured_variables configured;
    configuration_variables(arena, cargo, &configured);
    for (size_t i = 0; i < configured.len; i++) {
        const struct configured_variable *it = &configured.at[i];
        if (!strchr(it->value, '\n'))
            buffer_printf(note, "%s %s=%s\n", it->forced ? "variable" : "default", it->name,
                          it->value);
    }
}

/* The platform that cargo built the program for, by what is between piano's folder and the
 * program's: "debug", or "TRIPLE/debug". NULL: for this one. */
static const char *platform(struct arena *arena, const char *folder, const char *program)
{
    const char *above = path_folder(arena, layout_profile(arena, program));
    return text_is(text_of(above), folder) ? NULL : path_name(above);
}

static void note_runner(struct arena *arena, const struct survey *survey, const struct cargo *cargo,
                        const struct built *built, struct buffer *note)
{
    struct names words;
    runner_configured(arena, cargo, platform(arena, survey->folder, built->program), &words);
    bool is_told = true;
    for (size_t i = 0; i < words.len; i++)
        is_told = is_told && text_find(words.at[i], TEXT("\n")) < 0;
    for (size_t i = 0; is_told && i < words.len; i++)
        buffer_printf(note, "runner %s\n", words.at[i].at);
}

bool surroundings_save(struct arena *arena, const struct survey *survey, const struct cargo *cargo,
                       const struct built *built, struct error *err)
{
    const struct package *package = survey->package;
    enum target_kind kind = survey->target->kind;
    struct buffer note = {0};
    if (kind != TARGET_BIN && kind != TARGET_EXAMPLE)
        buffer_printf(&note, "folder %s\n", package->folder);
    if (kind == TARGET_BENCH)
        buffer_puts(&note, "argument --bench\n");
    note_libraries(arena, cargo, built, &note);
    note_variables(arena, package, cargo, &note);
    note_runner(arena, survey, cargo, built, &note);
    bool ok = file_write_if_changed(note_path(arena, survey->folder, built->program),
                                    buffer_text(&note), err);
    buffer_finish(&note);
    return ok;
}

static bool is_set(struct arena *arena, struct text variable)
{
    struct text name;
    return text_next(&variable, '=', &name) && getenv(arena_string(arena, name));
}

static void add_variable(struct arena *arena, struct text variable, struct surroundings *out)
{
    array_push(arena, &out->variables, arena_string(arena, variable));
}

static void choose_runner(struct arena *arena, const char *target, const struct names *configured,
                          struct surroundings *out)
{
    struct names words;
    runner_of_environment(arena, target, &words);
    if (words.len == 0)
        words = *configured;
    for (size_t i = 0; i < words.len; i++)
        array_push(arena, &out->runner, words.at[i].at);
    if (words.len)
        array_push(arena, &out->runner, NULL);
}

void surroundings_load(struct arena *arena, const char *folder, const char *program,
                       struct surroundings *out)
{
    struct error ignored = {0};
    struct text note = {0}, line;
    struct names runner = {0};
    struct buffer libraries = {0};
    *out = (struct surroundings){0};
    if (!file_read(arena, note_path(arena, folder, program), &note, &ignored))
        return;
    while (text_next(&note, '\n', &line)) {
        struct text kind;
        if (!text_next(&line, ' ', &kind))
            continue;
        if (text_is(kind, "folder"))
            out->folder = arena_string(arena, line);
        else if (text_is(kind, "argument"))
            out->argument = arena_string(arena, line);
        else if (text_is(kind, "variable") || (text_is(kind, "default") && !is_set(arena, line)))
            add_variable(arena, line, out);
        else if (text_is(kind, "runner"))
            array_push(arena, &runner, arena_text(arena, line));
        else if (text_is(kind, "library"))
            buffer_printf(&libraries, "%s%.*s", libraries.len ? ":" : "", TEXT_ARG(line));
    }
    choose_runner(arena, platform(arena, folder, program), &runner, out);
    const char *users = getenv(LIBRARY_PATH);
    if (users && users[0])
        buffer_printf(&libraries, "%s%s", libraries.len ? ":" : "", users);
    if (libraries.len)
        array_push(arena, &out->variables, arena_printf(arena, LIBRARY_PATH "=%s", libraries.at));
    buffer_finish(&libraries);
}
