/* Damaged run files: what loads is analysed and shown in every shape.
 * In: bytes, taken as a few changes to a sample run, each a place, a length and what is written
 * there, and how much of the file is left.  Out: no crash, no hang, no leak. */
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

#include "../tool/run_sample.h"
#include "analysis/compare.h"
#include "analysis/frames.h"
#include "render/render.h"
#include "run/run.h"

static void show(struct arena *arena, const struct profile *profile, enum render_format format)
{
    struct render_options how = {
        .format = format, .width = 80, .all = true, .wide = true, .error = true};
    struct buffer out = {0};
    struct rendered rendered = {0};
    struct error err = {0};
    struct frames frames;
    render_profile(profile, &how, &out, &rendered, &err);
    render_threads(profile, &how, &out, &rendered);
    render_tree(profile, &how, &out, &rendered);
    frames_make(arena, profile, &frames);
    render_frames(profile, &frames, &how, &out, &rendered);
    for (int side = RELATION_CALLERS; side <= RELATION_CALLEES && profile->row_count > 0; side++) {
        struct relations relations;
        relations_find(arena, profile, 0, (enum relation_side)side, &relations);
        render_relations(profile, &relations, &how, &out, &rendered);
    }
    buffer_finish(&out);
}

/* The trees with what was handed over below who did so, and as pictures. */
static void draw(const struct profile *profile)
{
    static const char *const sorts[] = {"self", "calls", "alloc_bytes"};
    struct buffer out = {0};
    struct rendered rendered = {0};
    for (size_t i = 0; i < sizeof sorts / sizeof *sorts; i++) {
        struct render_options how = {.spawned = i % 2 == 0, .sort = sorts[i], .width = 60};
        struct error err = {0};
        render_tree(profile, &how, &out, &rendered);
        if (!render_flame(profile, &how, &out, &err) && !err.message[0])
            abort();
        render_stacks(profile, &how, &out, &err);
    }
    buffer_finish(&out);
}

static void compare(struct arena *arena, const struct profile *profile)
{
    struct comparison comparison;
    struct compare_side side = {"a", profile, 1};
    struct buffer out = {0};
    struct rendered rendered = {0};
    compare_make(arena, &side, &side, &comparison);
    render_comparison(&comparison, &(struct render_options){.all = true}, &out, &rendered);
    buffer_finish(&out);
}

/* Cut `bytes` off the front of the input; where that holds less, zeros take their place. */
static uint32_t take(const uint8_t **data, size_t *size, unsigned bytes)
{
    uint32_t value = 0;
    for (unsigned i = 0; i<bytes && * size> 0; i++, --*size)
        value |= (uint32_t) * (*data)++ << (8 * i);
    return value;
}

#define MOST_CHANGES 12

static struct text damage(struct maker *m, const uint8_t *data, size_t size)
{
    struct text whole = maker_text(m);
    /* Few, since most files with many would be refused at once. */
    for (uint32_t changes = take(&data, &size, 1) % MOST_CHANGES; changes > 0 && size > 0;
         changes--) {
        uint32_t place = take(&data, &size, 2) * 8 % (uint32_t)whole.len;
        uint32_t shift = take(&data, &size, 1), count = shift % 8 + 1;
        for (uint32_t at = place + shift / 8 % 8; count > 0 && at < whole.len; at++, count--)
            m->image[at] = (char)take(&data, &size, 1);
    }
    uint32_t cut = take(&data, &size, 2);
    return text_slice(whole, 0, whole.len - (cut % 16 == 1 ? cut % whole.len : 0));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena arena = {0};
    struct run_process process;
    struct profile profile;
    struct error err = {0};
    char path[64];
    struct maker m;
    sample_make(&m);
    struct text file = damage(&m, data, size);
    int fd = memfd_create("run", 0);
    if (fd < 0 || write(fd, file.at, file.len) != (ssize_t)file.len)
        abort();
    maker_finish(&m);
    snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
    if (run_load(&arena, path, &process, &err)) {
        struct run run = {
            .id = "id", .program = "program", .processes = &process, .process_count = 1};
        profile_make(&arena, &run, &(struct profile_options){0}, &profile);
        run_remark(&arena, &run);
        show(&arena, &profile, RENDER_TABLE);
        show(&arena, &profile, RENDER_JSON);
        show(&arena, &profile, RENDER_CSV);
        draw(&profile);
        compare(&arena, &profile);
    } else if (!err.message[0]) {
        abort();
    }
    close(fd);
    arena_finish(&arena);
    return 0;
}
