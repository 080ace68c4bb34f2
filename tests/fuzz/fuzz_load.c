/* Any bytes as a run file: what loads is analysed and shown in every shape.
 * In: bytes.  Out: no crash, no hang, no leak; the analysis satisfies its own equations. */
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

#include "analysis/compare.h"
#include "analysis/frames.h"
#include "render/render.h"
#include "run/run.h"

static void show(struct arena *arena, const struct profile *profile, enum render_format format)
{
    struct render_options how = {
        .format = format, .width = 80, .all = true, .wide = true, .error = true};
    struct buffer out = {0};
    struct rendered rendered;
    struct error err = {0};
    struct frames frames;
    render_profile(profile, &how, &out, &rendered, &err);
    render_threads(profile, &how, &out, &rendered);
    render_tree(profile, &how, &out);
    frames_make(arena, profile, &frames);
    render_frames(profile, &frames, &how, &out, &rendered);
    if (profile->row_count > 0) {
        render_callers(profile, 0, &how, &out, &rendered);
        render_callees(profile, 0, &how, &out, &rendered);
    }
    buffer_finish(&out);
}

static void compare(struct arena *arena, const struct profile *profile)
{
    struct comparison comparison;
    struct compare_side side = {"a", profile, 1};
    struct buffer out = {0};
    struct rendered rendered;
    compare_make(arena, &side, &side, &comparison);
    render_comparison(&comparison, &(struct render_options){.all = true}, &out, &rendered);
    buffer_finish(&out);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena arena = {0};
    struct run_process process;
    struct profile profile;
    struct error err = {0};
    char path[64];
    int fd = memfd_create("run", 0);
    if (fd < 0 || write(fd, data, size) != (ssize_t)size)
        abort();
    snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
    if (run_load(&arena, path, &process, &err)) {
        struct run run = {
            .id = "id", .program = "program", .processes = &process, .process_count = 1};
        profile_make(&arena, &run, &(struct profile_options){0}, &profile);
        run_remark(&arena, &run);
        show(&arena, &profile, RENDER_TABLE);
        show(&arena, &profile, RENDER_JSON);
        show(&arena, &profile, RENDER_CSV);
        compare(&arena, &profile);
    } else if (!err.message[0]) {
        abort();
    }
    close(fd);
    arena_finish(&arena);
    return 0;
}
