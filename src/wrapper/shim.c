#include "wrapper/shim.h"

#include <inttypes.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "base/process.h"
#include "wrapper/archive.h"
#include "wrapper/embedded.h"
#include "wrapper/once.h"

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

/* Tells one compiler from another. Its file is enough, unless that is rustup's proxy for whichever
 * compiler is chosen: then it is asked. */
static bool identify(struct arena *arena, const struct rustc_call *call, const char **out,
                     struct error *err)
{
    char real[PATH_MAX];
    if (realpath(find_program(arena, rustc_program(call)), real) &&
        strcmp(path_name(real), "rustc") == 0) {
        *out = arena_printf(arena, "%s %s", real, file_stamp(arena, real));
        return true;
    }
    struct text answer;
    if (!ask(arena, call, &answer, err))
        return false;
    *out = answer.at;
    return true;
}

/* What the compiler says of itself. */
struct version {
    const char *host;
    int minor; /* of 1.minor */
};

static bool find_version(struct arena *arena, const struct rustc_call *call, struct version *out,
                         struct error *err)
{
    struct text answer, line;
    struct version version = {0};
    if (!ask(arena, call, &answer, err))
        return false;
    while (text_next(&answer, '\n', &line)) {
        if (text_starts(line, "host: "))
            version.host = arena_string(arena, text_slice(line, strlen("host: "), line.len));
        else if (text_starts(line, "release: 1."))
            version.minor = atoi(arena_string(arena, line) + strlen("release: 1."));
    }
    *out = version;
    return version.host ||
           error_set(err, "'%s -vV' does not say which host it is for", rustc_program(call));
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

/* What is to be made. */
struct order {
    const struct rustc_call *call;
    const char *compiler; /* which one it is */
    const char *piano_folder;
    bool shared; /* its functions can be called from where it is in a loaded library */
    enum runtime_place place;
    struct version version;
};

/* The first compiler whose .await takes more than futures (IntoFuture). */
#define INTO_FUTURE_MINOR 64
/* The first compiler whose asm! knows all registers of AVX-512. */
#define K0_MINOR 63

static bool run_rustc(struct arena *arena, const struct order *order, const char *archive,
                      const char *folder, struct error *err)
{
    const struct rustc_call *call = order->call;
    struct arguments line = {0};
    arguments_add_all(arena, &line,
                      (const char *const[]){rustc_program(call), "--edition=2018",
                                            "--crate-type=rlib", "--crate-name=__piano", "-O",
                                            "--cap-lints=allow", "-l", "static=piano_runtime", "-L",
                                            archive, "--out-dir", folder, NULL});
    if (order->version.minor >= INTO_FUTURE_MINOR)
        arguments_add_all(arena, &line, (const char *const[]){"--cfg", "piano_into_future", NULL});
    if (order->version.minor >= K0_MINOR)
        arguments_add_all(arena, &line, (const char *const[]){"--cfg", "piano_k0", NULL});
    if (order->shared)
        arguments_add_all(arena, &line, (const char *const[]){"--cfg", "piano_shared", NULL});
    if (call->target)
        arguments_add_all(arena, &line, (const char *const[]){"--target", call->target, NULL});
    if (call->sysroot)
        arguments_add_all(arena, &line, (const char *const[]){"--sysroot", call->sysroot, NULL});
    /* Two crates are the same to rustc only where they come from the same place, and were compiled
     * in the same one: cargo starts it in the workspace, or else in the package. */
    arguments_add(arena, &line,
                  arena_printf(arena, "--remap-path-prefix=%s=/piano", path_working_dir(arena)));
    arguments_add(arena, &line, arena_printf(arena, "--remap-path-prefix=%s=/piano", folder));
    arguments_add(arena, &line, path_join(arena, folder, "shim.rs"));
    struct command_line command = {.argv = arguments_end(arena, &line)};
    struct buffer words = {0};
    int status = 0;
    bool ok = process_lines(&command, collect, collect, &words, &status, err);
    if (ok && status != 0)
        ok = error_set(
            err,
            "this compiler cannot compile piano's runtime, which needs Rust 1.59 or newer:\n%.*s"
            "'rustc --version' tells which it is; 'rustup update' gets the newest",
            TEXT_ARG(buffer_text(&words)));
    buffer_finish(&words);
    return ok;
}

static bool fill(const char *folder, void *context, struct error *err)
{
    struct order *order = context;
    struct arena scratch = {0};
    const char *archive;
    bool ok = find_version(&scratch, order->call, &order->version, err);
    if (ok) {
        const char *target = order->call->target ? order->call->target : order->version.host;
        ok = write_shim(&scratch, folder, err) &&
             archive_make(&scratch, order->piano_folder, target, order->place, &archive, err) &&
             run_rustc(&scratch, order, archive, folder, err);
    }
    arena_finish(&scratch);
    return ok;
}

static const char *folder_of(struct arena *arena, const struct order *order,
                             enum runtime_place place)
{
    const struct rustc_call *call = order->call;
    const char *whole = arena_printf(
        arena, "%s\n%s\n%s\n%d%d\n%016" PRIx64, order->compiler, call->target ? call->target : "",
        call->sysroot ? call->sysroot : "", place, order->shared, embedded_hash());
    return arena_printf(arena, "%s/shim/%016" PRIx64, order->piano_folder,
                        text_hash(text_of(whole)));
}

static bool order_for(struct arena *arena, const struct description *description,
                      const struct rustc_call *call, struct order *out, struct error *err)
{
    *out = (struct order){
        .call = call,
        .piano_folder = description->folder,
        .shared = description->shares_shim,
        .place = call->crate_types & CRATE_LOADED ? RUNTIME_IN_LIBRARY : RUNTIME_IN_PROGRAM,
    };
    return identify(arena, call, &out->compiler, err);
}

bool shim_make(struct arena *arena, const struct description *description,
               const struct rustc_call *call, const char **out, struct error *err)
{
    struct order order;
    if (!order_for(arena, description, call, &order, err))
        return false;
    const char *folder = folder_of(arena, &order, order.place);
    if (!once_make(folder, fill, &order, err))
        return false;
    *out = folder;
    return true;
}

bool shim_find(struct arena *arena, const struct description *description,
               const struct rustc_call *call, const char **out, struct error *err)
{
    struct order order;
    if (!order_for(arena, description, call, &order, err))
        return false;
    const char *folder = folder_of(arena, &order, order.place);
    bool used = file_is_dir(folder_of(arena, &order, RUNTIME_IN_PROGRAM)) ||
                file_is_dir(folder_of(arena, &order, RUNTIME_IN_LIBRARY));
    if (used && !once_make(folder, fill, &order, err))
        return false;
    *out = folder;
    return true;
}
