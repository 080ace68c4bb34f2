#include "wrapper/shim.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "wrapper/archive.h"
#include "wrapper/embedded.h"

/* Where a program of that name is found, as execvp would. */
static const char *find_program(struct arena *arena, const char *name)
{
    if (strchr(name, '/'))
        return name;
    struct text rest = text_of(getenv("PATH") ? getenv("PATH") : ""), folder;
    while (text_next(&rest, ':', &folder)) {
        const char *path = arena_printf(arena, "%.*s/%s", TEXT_ARG(folder), name);
        if (access(path, X_OK) == 0)
            return path;
    }
    return name;
}

static bool ask(struct arena *arena, const struct rustc_call *call, struct text *out,
                struct error *err)
{
    struct command_line command = {
        .argv = (const char *const[]){rustc_program(call), "-vV", NULL},
    };
    int status;
    return process_capture(arena, &command, out, &status, err) &&
           (status == 0 || error_set(err, "'%s -vV' failed", rustc_program(call)));
}

/* What tells one compiler from another. Its file will do, unless that is rustup's stand-in for
 * whichever compiler is chosen: then it is asked. */
static bool identify(struct arena *arena, const struct rustc_call *call, const char **out,
                     struct error *err)
{
    char real[PATH_MAX];
    struct stat st;
    if (realpath(find_program(arena, rustc_program(call)), real) && stat(real, &st) == 0 &&
        strcmp(path_name(real), "rustc") == 0) {
        *out = arena_printf(arena, "%s %jd %jd.%ld", real, (intmax_t)st.st_size,
                            (intmax_t)st.st_mtim.tv_sec, st.st_mtim.tv_nsec);
        return true;
    }
    struct text answer;
    if (!ask(arena, call, &answer, err))
        return false;
    *out = answer.at;
    return true;
}

/* The platform that is compiled for. */
static bool find_target(struct arena *arena, const struct rustc_call *call, const char **out,
                        struct error *err)
{
    struct text answer, line;
    *out = call->target;
    if (call->target)
        return true;
    if (!ask(arena, call, &answer, err))
        return false;
    while (text_next(&answer, '\n', &line)) {
        if (text_starts(line, "host: ")) {
            *out = arena_string(arena, text_trim(text_slice(line, strlen("host: "), line.len)));
            return true;
        }
    }
    return error_set(err, "'%s -vV' does not say which host it is for", rustc_program(call));
}

static bool write_shim(struct arena *arena, const char *folder, struct error *err)
{
    for (size_t i = 0; i < embedded_file_count(); i++) {
        struct embedded_file file = embedded_file(i);
        if (strcmp(file.name, "shim.rs") == 0)
            return file_write(path_join(arena, folder, file.name), file.text, err);
    }
    return error_set(err, "this piano was built without its runtime");
}

static void collect(void *context, struct text line)
{
    struct buffer *words = context;
    if (words->len + line.len < 1500)
        buffer_printf(words, "%.*s\n", TEXT_ARG(line));
}

static bool run_rustc(struct arena *arena, const struct rustc_call *call, const char *folder,
                      struct error *err)
{
    struct arguments line = {0};
    arguments_add_all(arena, &line,
                      (const char *const[]){rustc_program(call), "--edition=2018",
                                            "--crate-type=rlib", "--crate-name=__piano", "-O",
                                            "--cap-lints=allow", "-l", "static=piano_runtime", "-L",
                                            folder, "--out-dir", folder, NULL});
    if (call->target)
        arguments_add_all(arena, &line, (const char *const[]){"--target", call->target, NULL});
    if (call->sysroot)
        arguments_add_all(arena, &line, (const char *const[]){"--sysroot", call->sysroot, NULL});
    arguments_add(arena, &line, path_join(arena, folder, "shim.rs"));
    struct command_line command = {.argv = arguments_end(arena, &line)};
    struct buffer words = {0};
    int status = 0;
    bool ok = process_lines(&command, collect, collect, &words, &status, err);
    if (ok && status != 0)
        ok = error_set(err, "this compiler cannot compile piano's runtime:\n%.*s",
                       TEXT_ARG(buffer_text(&words)));
    buffer_finish(&words);
    return ok;
}

static bool build(struct arena *arena, const struct rustc_call *call, const char *folder,
                  struct error *err)
{
    const char *target;
    return path_remove(folder, err) && dir_make(folder, err) && write_shim(arena, folder, err) &&
           find_target(arena, call, &target, err) && archive_make(folder, target, err) &&
           run_rustc(arena, call, folder, err);
}

/* Under a lock: several wrappers start at once, and one of them makes it for all. */
static bool build_alone(struct arena *arena, const struct rustc_call *call, const char *made,
                        struct error *err)
{
    const char *lock = arena_printf(arena, "%s.lock", made);
    const char *raw = arena_printf(arena, "%s.new", made);
    if (!dir_make(path_folder(arena, made), err))
        return false;
    int fd = open(lock, O_CREAT | O_RDWR | O_CLOEXEC, 0644);
    if (fd < 0)
        return error_set(err, "cannot open '%s': %s", lock, strerror(errno));
    bool ok = true;
    while (flock(fd, LOCK_EX) != 0 && ok)
        ok = errno == EINTR || error_set(err, "cannot lock '%s': %s", lock, strerror(errno));
    if (ok && !file_is_dir(made))
        ok = build(arena, call, raw, err) &&
             (rename(raw, made) == 0 ||
              error_set(err, "cannot make '%s': %s", made, strerror(errno)));
    close(fd);
    return ok;
}

bool shim_make(struct arena *arena, const char *folder, const struct rustc_call *call,
               const char **out, struct error *err)
{
    const char *compiler;
    if (!identify(arena, call, &compiler, err))
        return false;
    const char *whole =
        arena_printf(arena, "%s\n%s\n%s\n%016" PRIx64, compiler, call->target ? call->target : "",
                     call->sysroot ? call->sysroot : "", embedded_hash());
    const char *made =
        arena_printf(arena, "%s/shim/%016" PRIx64, folder, text_hash(text_of(whole)));
    if (!file_is_dir(made) && !build_alone(arena, call, made, err))
        return false;
    *out = made;
    return true;
}
