#include "wrapper/archive.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arguments.h"
#include "base/file.h"
#include "base/process.h"
#include "wrapper/embedded.h"
#include "wrapper/once.h"

#define ARCHIVE_NAME "libpiano_runtime.a"

#if defined(__x86_64__)
#define OUR_ARCH "x86_64"
#elif defined(__aarch64__)
#define OUR_ARCH "aarch64"
#else
#define OUR_ARCH "none"
#endif

#if defined(__APPLE__)
#define OUR_SYSTEM "-apple-darwin"
#elif defined(__GLIBC__)
#define OUR_SYSTEM "-linux-gnu"
#else
#define OUR_SYSTEM "-linux-musl"
#endif

/* Whether the archive inside piano serves the platform. */
static bool is_ours(const char *target)
{
    return text_starts(text_of(target), OUR_ARCH "-") && text_ends(text_of(target), OUR_SYSTEM);
}

/* x86_64-unknown-linux-gnu is x86_64-linux-gnu among C compilers. */
static const char *gnu_name(struct arena *arena, const char *target)
{
    struct text whole = text_of(target);
    ptrdiff_t vendor = text_find(whole, TEXT("-unknown-"));
    if (vendor < 0)
        return target;
    struct text arch = text_slice(whole, 0, (size_t)vendor);
    return arena_printf(arena, "%.*s-%s", TEXT_ARG(arch), target + vendor + strlen("-unknown-"));
}

/* What builds of C code inside Rust projects look at: CC_<target>, with _ for -. */
static const char *from_environment(struct arena *arena, const char *target)
{
    char *name = arena_printf(arena, "CC_%s", target);
    const char *given = getenv(name);
    if (given)
        return given;
    for (char *at = name; *at; at++) {
        if (*at == '-')
            *at = '_';
    }
    given = getenv(name);
    return given ? given : getenv("TARGET_CC");
}

/* Command lines that may be compilers for the platform, best first; NULL-terminated each. */
struct compilers {
    struct arguments at[4];
    size_t len;
};

static void add_compiler(struct arena *arena, struct compilers *compilers, const char *program,
                         const char *option)
{
    struct arguments *line = &compilers->at[compilers->len++];
    arguments_add(arena, line, program);
    if (option)
        arguments_add(arena, line, option);
}

static struct compilers candidates(struct arena *arena, const char *target)
{
    struct compilers compilers = {0};
    const char *given = from_environment(arena, target);
    const char *gnu = gnu_name(arena, target);
    if (given)
        add_compiler(arena, &compilers, given, NULL);
    add_compiler(arena, &compilers, arena_printf(arena, "%s-gcc", gnu), NULL);
    if (text_starts(text_of(target), OUR_ARCH "-") && strstr(target, "musl"))
        add_compiler(arena, &compilers, "musl-gcc", NULL);
    add_compiler(arena, &compilers, "clang", arena_printf(arena, "--target=%s", target));
    return compilers;
}

/* What is compiled, and for what. */
struct order {
    const char *target;
    enum runtime_place place;
};

static void add_options(struct arena *arena, enum runtime_place place, struct arguments *line)
{
    struct text rest = TEXT("-std=gnu17 -w -D_GNU_SOURCE -c " PIANO_RUNTIME_OPTIONS), option;
    while (text_next(&rest, ' ', &option))
        arguments_add(arena, line, arena_string(arena, option));
    if (place == RUNTIME_IN_PROGRAM)
        arguments_add_all(
            arena, line,
            (const char *const[]){"-ftls-model=initial-exec", "-DPIANO_IN_PROGRAM", NULL});
}

static bool compile(struct arena *arena, const struct arguments *compiler, enum runtime_place place,
                    const char *folder, const char *source, const char *object)
{
    struct arguments line = {0};
    arguments_append(arena, &line, compiler);
    add_options(arena, place, &line);
    arguments_add(arena, &line, arena_printf(arena, "-I%s", folder));
    arguments_add(arena, &line, source);
    arguments_add(arena, &line, "-o");
    arguments_add(arena, &line, object);
    struct command_line command = {.argv = arguments_end(arena, &line)};
    struct error ignored = {0};
    int status;
    return process_lines(&command, line_drop, line_drop, NULL, &status, &ignored) && status == 0;
}

/* One member of an ar archive: a header of 60 bytes, the content, a byte to make it even. */
static void add_member(struct buffer *archive, size_t number, struct text content)
{
    char name[32];
    snprintf(name, sizeof name, "piano%zu.o/", number);
    buffer_printf(archive, "%-16s%-12d%-6d%-6d%-8s%-10zu`\n", name, 0, 0, 0, "644", content.len);
    buffer_add(archive, content);
    if (content.len % 2)
        buffer_putc(archive, '\n');
}

/* All sources below `folder`/runtime with one compiler; false where it cannot compile them. */
static bool compile_all(struct arena *arena, const struct arguments *compiler,
                        enum runtime_place place, const char *folder, struct buffer *archive)
{
    archive->len = 0;
    buffer_puts(archive, "!<arch>\n");
    for (size_t i = 0; i < embedded_file_count(); i++) {
        const char *name = embedded_file(i).name;
        if (!text_ends(text_of(name), ".c"))
            continue;
        const char *source = arena_printf(arena, "%s/runtime/%s", folder, name);
        const char *object = arena_printf(arena, "%s.o", source);
        struct text content;
        struct error ignored = {0};
        if (!compile(arena, compiler, place, folder, source, object) ||
            !file_read(arena, object, &content, &ignored))
            return false;
        add_member(archive, i, content);
    }
    return true;
}

static bool write_sources(struct arena *arena, const char *folder, struct error *err)
{
    if (!dir_make(path_join(arena, folder, "runtime"), err))
        return false;
    for (size_t i = 0; i < embedded_file_count(); i++) {
        struct embedded_file file = embedded_file(i);
        if (!file_write(arena_printf(arena, "%s/runtime/%s", folder, file.name), file.text, err))
            return false;
    }
    return true;
}

static bool no_compiler(struct arena *arena, const char *target, struct error *err)
{
    const char *gnu = gnu_name(arena, target);
    return error_set(err,
                     "measuring a program for %s needs a C compiler for it, and none was found.\n"
                     "Install one that is called %s-gcc (on Debian: the package gcc-%s), or name "
                     "yours in CC_%s.",
                     target, gnu, gnu, target);
}

static bool is_supported(const char *target)
{
    return strstr(target, "-linux-") || strstr(target, "-apple-darwin");
}

static bool cross_compile(struct arena *arena, const char *folder, const struct order *order,
                          struct error *err)
{
    if (!is_supported(order->target))
        return error_set(err, "programs for %s cannot be measured: only those for Linux and macOS",
                         order->target);
    if (!write_sources(arena, folder, err))
        return false;
    struct buffer archive = {0};
    struct compilers compilers = candidates(arena, order->target);
    bool ok = false;
    for (size_t i = 0; i < compilers.len && !ok; i++)
        ok = compile_all(arena, &compilers.at[i], order->place, folder, &archive);
    ok = ok ? file_write(path_join(arena, folder, ARCHIVE_NAME), buffer_text(&archive), err)
            : no_compiler(arena, order->target, err);
    buffer_finish(&archive);
    return ok;
}

static bool fill(const char *folder, void *context, struct error *err)
{
    const struct order *order = context;
    struct arena scratch = {0};
    bool ok = is_ours(order->target) ? file_write(path_join(&scratch, folder, ARCHIVE_NAME),
                                                  embedded_archive(order->place), err)
                                     : cross_compile(&scratch, folder, order, err);
    arena_finish(&scratch);
    return ok;
}

bool archive_make(struct arena *arena, const char *folder, const char *target,
                  enum runtime_place place, const char **out, struct error *err)
{
    struct order order = {target, place};
    const char *made = arena_printf(arena, "%s/shim/%s%s-%016" PRIx64, folder, target,
                                    place == RUNTIME_IN_LIBRARY ? "-loaded" : "", embedded_hash());
    if (!once_make(made, fill, &order, err))
        return false;
    *out = made;
    return true;
}
