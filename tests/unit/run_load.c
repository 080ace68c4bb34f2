#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "../tool/run_sample.h"
#include "analysis/frames.h"
#include "analysis/profile.h"
#include "run/run.h"

static char folder[] = "/tmp/piano-unit-XXXXXX";
static char path[sizeof folder + 16];

static void write_file(struct text text)
{
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    assert_true(text.len == 0 || fwrite(text.at, 1, text.len, file) == text.len);
    assert_int_equal(fclose(file), 0);
}

static bool load(struct arena *arena, struct run_process *out, struct error *err)
{
    *err = (struct error){0};
    return run_load(arena, path, out, err);
}

/* Whatever loads must also be fit for everything that comes after. */
static void analyse(struct arena *arena, struct run_process *process)
{
    struct run run = {.processes = process, .process_count = 1};
    struct profile profile;
    struct frames frames;
    profile_make(arena, &run, &(struct profile_options){0}, &profile);
    frames_make(arena, &profile, &frames);
}

static void all_parts_are_read(void **state)
{
    struct maker m;
    struct arena arena = {0};
    struct run_process p;
    struct error err;
    (void)state;
    sample_make(&m);
    write_file(maker_text(&m));
    assert_true(load(&arena, &p, &err));
    assert_int_equal(p.thread_count, 2);
    assert_int_equal(p.node_count, 10);
    assert_true(text_is(p.functions[2].crate, "demo"));
    assert_true(text_is(p.functions[2].name, "a::inner"));
    assert_int_equal(p.functions[2].line, 14);
    assert_int_equal(p.histogram_count, 1);
    assert_int_equal(p.frame_slots, 2);
    assert_int_equal(p.holding_count, 1);
    assert_int_equal(p.holdings[0].peak_bytes, 250);
    assert_string_equal(p.threads[0].name, "main");
    assert_int_equal(p.threads[1].recorded_ticks, 9500);
    const struct run_node *inner = &p.nodes[3];
    assert_int_equal(inner->timed, 10);
    assert_int_equal(inner->ticks, 4000);
    assert_int_equal(inner->watched_ticks, 3500);
    assert_int_equal(inner->looks, 2);
    const struct run_node *job = &p.nodes[6];
    assert_int_equal(job->parent, 2);
    assert_int_equal(job->handed_by, 2);
    assert_int_equal(job->handed_at, 3);
    assert_int_equal(p.nodes[2].allocs, 4);
    const struct run_node *flying = &p.nodes[p.threads[1].first_node + 2];
    assert_true(flying->in_flight);
    assert_int_equal(flying->ticks, 9000);
    assert_int_equal(flying->cpu_ticks, 300);
    analyse(&arena, &p);
    maker_finish(&m);
    arena_finish(&arena);
}

static void any_truncation_is_told_or_survived(void **state)
{
    struct maker m;
    (void)state;
    sample_make(&m);
    struct text whole = maker_text(&m);
    for (size_t len = 0; len < whole.len; len += 64) {
        struct arena arena = {0};
        struct run_process p;
        struct error err;
        write_file(text_slice(whole, 0, len));
        assert_false(load(&arena, &p, &err));
        assert_true(err.message[0]);
        arena_finish(&arena);
    }
    maker_finish(&m);
}

static void put_byte(int fd, size_t at, char byte)
{
    assert_int_equal(pwrite(fd, &byte, 1, (off_t)at), 1);
}

static void flip(int fd, struct text whole, size_t at, unsigned char with)
{
    struct arena arena = {0};
    struct run_process p;
    struct error err;
    put_byte(fd, at, (char)(whole.at[at] ^ with));
    if (load(&arena, &p, &err))
        analyse(&arena, &p);
    else
        assert_true(err.message[0]);
    put_byte(fd, at, whole.at[at]);
    arena_finish(&arena);
}

/* In what is used of the slabs every byte, elsewhere a sample. */
static void any_damage_is_told_or_survived(void **state)
{
    struct maker m;
    (void)state;
    sample_make(&m);
    struct text whole = maker_text(&m);
    write_file(whole);
    int fd = open(path, O_WRONLY);
    for (size_t at = 0; at < whole.len; at++) {
        bool used = at < 256 || (at >= PIANO_HEADER_BYTES && at % 4096 < 1000);
        if (used || at % 509 == 0) {
            flip(fd, whole, at, 0x01);
            flip(fd, whole, at, 0x80);
            flip(fd, whole, at, 0xFF);
        }
    }
    close(fd);
    maker_finish(&m);
}

static void expect_error(const char *words)
{
    struct arena arena = {0};
    struct run_process p;
    struct error err;
    assert_false(load(&arena, &p, &err));
    if (!strstr(err.message, words))
        fail_msg("'%s' does not say '%s'", err.message, words);
    arena_finish(&arena);
}

static void what_is_no_run_file_is_called_so(void **state)
{
    struct maker m;
    (void)state;
    sample_make(&m);
    maker_header(&m)->version = PIANO_VERSION + 1;
    write_file(maker_text(&m));
    expect_error("newer piano");
    maker_header(&m)->version = 0;
    write_file(maker_text(&m));
    expect_error("older piano");
    maker_header(&m)->version = PIANO_VERSION;
    maker_header(&m)->magic[0] = 'X';
    write_file(maker_text(&m));
    expect_error("not a piano run file");
    maker_finish(&m);
    write_file(TEXT("just a text\n"));
    expect_error("not a piano run file");
    write_file((struct text){0});
    expect_error("not a piano run file");
    unlink(path);
    expect_error("cannot open");
    assert_int_equal(mkfifo(path, 0600), 0);
    expect_error("not a piano run file");
    unlink(path);
}

/* A file of holes claims a size that nobody wrote. */
static void a_claimed_size_costs_nothing(void **state)
{
    struct maker m;
    (void)state;
    sample_make(&m);
    maker_header(&m)->used_bytes = UINT64_C(1) << 40;
    write_file((struct text){m.image, m.used});
    expect_error("cut short");
    assert_int_equal(truncate(path, (off_t)1 << 40), 0);
    expect_error("too large");
    maker_finish(&m);
}

/* The process died while it gave out a slab or a node, or went on while the file was read. */
static void what_was_being_written_is_passed_over(void **state)
{
    struct maker m;
    struct arena arena = {0};
    struct run_process p;
    struct error err;
    (void)state;
    sample_make(&m);
    struct piano_thread *t = maker_thread(&m, "dying", 0);
    maker_node(&m, t, NULL, 0);
    struct piano_node *n = maker_node(&m, t, maker_local(&m, t->root), 99);
    n->counted = PIANO_CALL;
    n->more = (struct piano_more *)(uintptr_t)1;
    m.used += 4096;
    uint64_t read = m.used;
    maker_thread(&m, "late", 0);
    maker_text(&m);
    maker_header(&m)->used_bytes = read;
    write_file((struct text){m.image, read});
    assert_true(load(&arena, &p, &err));
    assert_int_equal(p.thread_count, 3);
    assert_true(text_is(p.functions[p.function_count - 1].name, "(unknown)"));
    analyse(&arena, &p);
    maker_finish(&m);
    arena_finish(&arena);
}

static void a_root_of_a_function_is_damage(void **state)
{
    struct maker m;
    (void)state;
    sample_make(&m);
    struct piano_thread *t = maker_thread(&m, "odd", 0);
    struct piano_node *root = maker_local(&m, t->root);
    root->function = 1;
    root->flags = PIANO_NODE_FOLD;
    write_file(maker_text(&m));
    expect_error("a node makes no sense");
    maker_finish(&m);
}

/* Of more ticks than there can be, pending calls would have had more than a number holds. */
static void impossible_ticks_are_survived(void **state)
{
    struct maker m;
    struct arena arena = {0};
    struct run_process p;
    struct error err = {0};
    (void)state;
    maker_begin(&m, 1 << 20, "ticks", 7);
    uint32_t function = maker_function(&m, "demo", "f", "src/a.rs", 1);
    struct piano_thread *t = maker_thread(&m, "main", 0);
    struct piano_node *n = maker_node(&m, t, maker_local(&m, t->root), function);
    n->counted = 60000 * PIANO_CALL;
    n->ticks = UINT64_MAX;
    n->flags |= UINT32_C(59999) << PIANO_OTHERS_SHIFT;
    maker_end(&m, MAKER_FIRST_TICKS);
    write_file(maker_text(&m));
    assert_true(load(&arena, &p, &err));
    analyse(&arena, &p);
    maker_finish(&m);
    arena_finish(&arena);
}

static int make_folder(void **state)
{
    (void)state;
    if (!mkdtemp(folder))
        return -1;
    snprintf(path, sizeof path, "%s/sample-7.run", folder);
    return 0;
}

static int remove_folder(void **state)
{
    struct error err;
    (void)state;
    return path_remove(folder, &err) ? 0 : -1;
}

static void names_from_macros_are_spelt_like_others(void **state)
{
    struct maker m;
    struct arena arena = {0};
    struct run_process p;
    struct error err;
    (void)state;
    maker_begin(&m, 1 << 20, "names", 7);
    maker_function(&m, "demo", "<(&'a Set<T>,\n    B) as Join>::get", "src/a.rs", 14);
    maker_function(&m, "demo", "r#fn", "src/a.rs", 15);
    maker_end(&m, MAKER_FIRST_TICKS);
    write_file(maker_text(&m));
    assert_true(load(&arena, &p, &err));
    assert_true(text_is(p.functions[1].name, "<(&Set, B) as Join>::get"));
    assert_true(text_is(p.functions[1].file, "src/a.rs"));
    assert_int_equal(p.functions[1].line, 14);
    assert_true(text_is(p.functions[2].name, "fn"));
    maker_finish(&m);
    arena_finish(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(all_parts_are_read),
        cmocka_unit_test(any_truncation_is_told_or_survived),
        cmocka_unit_test(any_damage_is_told_or_survived),
        cmocka_unit_test(what_is_no_run_file_is_called_so),
        cmocka_unit_test(a_claimed_size_costs_nothing),
        cmocka_unit_test(what_was_being_written_is_passed_over),
        cmocka_unit_test(names_from_macros_are_spelt_like_others),
        cmocka_unit_test(a_root_of_a_function_is_damage),
        cmocka_unit_test(impossible_ticks_are_survived),
    };
    return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
