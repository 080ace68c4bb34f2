/* One call of the real compiler: its command line, and what becomes of each line that it writes. */
#include "wrapper/unit.h"

#include <errno.h>
#include <unistd.h>

#include "base/file.h"
#include "base/process.h"
#include "wrapper/output.h"

/* Whether the linker, being the usual one, can direct pthread_create to the runtime; see
 * runtime/spawn.c. The linker is told to take that (-u) before it knows that it will need it. */
static bool can_watch_threads(const struct unit *unit)
{
#ifdef __linux__
    const char *target = unit->call->target;
    return unit->program && !unit->call->links_unusually &&
           (!target || text_ends(text_of(target), "-linux-gnu"));
#else
    (void)unit;
    return false;
#endif
}

static void add_instrumented(struct unit *unit, struct arguments *line)
{
    struct arena *arena = unit->arena;
    for (size_t i = 0; i < unit->call->arguments.len; i++)
        arguments_add(arena, line,
                      i == unit->call->input ? mirror_path(arena, &unit->mirror, unit->crate.root)
                                             : unit->call->arguments.at[i]);
    mirror_remaps(arena, &unit->mirror, &unit->call->remaps, line);
    if (!unit->call->lints_capped)
        arguments_add(arena, line, "--cap-lints=allow");
    arguments_add(arena, line, "--extern");
    arguments_add(arena, line, arena_printf(arena, "__piano=%s/lib__piano.rlib", unit->shim));
    if (can_watch_threads(unit))
        arguments_add(arena, line, "-Clink-arg=-Wl,--wrap=pthread_create,-u,__wrap_pthread_create");
}

/* A command line that came in a response file, being too long, goes out in one. */
static bool pack(struct unit *unit, const struct arguments *words, struct arguments *line,
                 struct error *err)
{
    if (!unit->call->from_file) {
        arguments_append(unit->arena, line, words);
        return true;
    }
    struct buffer text = {0};
    for (size_t i = 0; i < words->len; i++)
        buffer_printf(&text, "%s\n", words->at[i]);
    const char *path = arena_printf(unit->arena, "%s.arguments", unit->mirror.top);
    bool ok =
        dir_make(path_folder(unit->arena, path), err) && file_write(path, buffer_text(&text), err);
    buffer_finish(&text);
    arguments_add(unit->arena, line, arena_printf(unit->arena, "@%s", path));
    return ok;
}

static bool command_line(struct unit *unit, enum attempt_text text, struct arguments *line,
                         struct error *err)
{
    struct arguments words = {0};
    if (text == ATTEMPT_INSTRUMENTED)
        add_instrumented(unit, &words);
    else
        arguments_append(unit->arena, &words, &unit->call->arguments);
    arguments_add(unit->arena, &words, "-L");
    arguments_add(unit->arena, &words, arena_printf(unit->arena, "dependency=%s", unit->shim));
    if (unit->description->users_wrapper)
        arguments_add(unit->arena, line, unit->description->users_wrapper);
    arguments_append(unit->arena, line, &unit->call->program);
    if (!pack(unit, &words, line, err))
        return false;
    arguments_end(unit->arena, line);
    return true;
}

struct listener {
    struct unit *unit;
    struct attempt *attempt;
    enum attempt_notices notices;
};

static void on_line(void *context, struct text line)
{
    struct listener *listener = context;
    struct unit *unit = listener->unit;
    enum line_kind kind = diagnostics_kind(line);
    if (listener->notices == NOTICES_AT_ONCE && (kind == LINE_METADATA || kind == LINE_NOTICE)) {
        output_line(line);
        unit->metadata_sent |= kind == LINE_METADATA;
        return;
    }
    array_push(unit->arena, &listener->attempt->lines, arena_text(unit->arena, line));
}

bool unit_attempt(struct unit *unit, enum attempt_text text, enum attempt_notices notices,
                  struct attempt *out, struct error *err)
{
    struct arguments line = {0};
    struct attempt attempt = {0};
    struct listener listener = {unit, &attempt, notices};
    if (!command_line(unit, text, &line, err))
        return false;
    struct command_line command = {.argv = line.at};
    if (!process_lines(&command, NULL, on_line, &listener, &attempt.status, err))
        return false;
    *out = attempt;
    return true;
}
