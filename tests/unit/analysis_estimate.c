/* Estimated times carry an error; here it is held against times that are known. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "../tool/run_maker.h"
#include "analysis/profile.h"
#include "run/run.h"

#define TRIALS 300
#define CALLS 4096
#define TIMED_EACH 16

static char path[] = "/tmp/piano-unit-XXXXXX";
static uint64_t seed = 42;

static double random_share(void)
{
    seed = seed * 6364136223846793005u + 1442695040888963407u;
    return ((double)(seed >> 11) + 0.5) / 9007199254740992.0;
}

typedef uint64_t duration_fn(void);

static uint64_t like_waiting(void)
{
    return (uint64_t)(-1000 * log(random_share()));
}

static uint64_t two_kinds(void)
{
    return random_share() < 0.9 ? 100 : 5000;
}

/* A function of which one call in TIMED_EACH is timed and stands for as many; the answer is what
 * all its calls took. */
static double record(duration_fn *duration)
{
    struct maker m;
    double truth = 0;
    maker_begin(&m, 1 << 20, "estimate", 1);
    uint32_t function = maker_function(&m, "demo", "f", "src/main.rs", 1);
    struct piano_thread *t = maker_thread(&m, "main", UINT64_C(100000000));
    struct piano_node *n = maker_node(&m, t, maker_local(&m, t->root), function);
    struct piano_histogram *h = maker_histogram(&m, t, function);
    for (int i = 0; i < CALLS; i++) {
        uint64_t took = duration();
        truth += (double)took;
        n->counted += PIANO_CALL;
        if (i % TIMED_EACH == TIMED_EACH - 1) {
            n->ticks += TIMED_EACH * took;
            maker_count(&m, t, h, took, TIMED_EACH);
        } else {
            n->untimed++;
        }
    }
    maker_end(&m, MAKER_FIRST_TICKS + UINT64_C(100000000));
    struct error err = {0};
    assert_true(file_write(path, maker_text(&m), &err));
    maker_finish(&m);
    return truth;
}

static void expect_error_to_hold(duration_fn *duration)
{
    int within_one = 0, within_two = 0;
    for (int i = 0; i < TRIALS; i++) {
        struct arena arena = {0};
        struct run_process process;
        struct profile profile;
        struct error err = {0};
        double truth = record(duration);
        assert_true(run_load(&arena, path, &process, &err));
        struct run run = {.processes = &process, .process_count = 1};
        profile_make(&arena, &run, &(struct profile_options){0}, &profile);
        const struct measure *m = &profile.rows[0].m;
        within_one += fabs(m->self_ns - truth) <= m->error_ns;
        within_two += fabs(m->self_ns - truth) <= 2 * m->error_ns;
        arena_finish(&arena);
    }
    /* 68 % and 95 % of a normal distribution, with room for chance; more would be idle talk. */
    assert_in_range(within_one, TRIALS * 58 / 100, TRIALS * 78 / 100);
    assert_in_range(within_two, TRIALS * 91 / 100, TRIALS);
}

static void the_error_holds_for_random_durations(void **state)
{
    (void)state;
    expect_error_to_hold(like_waiting);
}

static void the_error_holds_for_two_kinds_of_calls(void **state)
{
    (void)state;
    expect_error_to_hold(two_kinds);
}

static int make_file(void **state)
{
    (void)state;
    return mkstemp(path) >= 0 ? 0 : -1;
}

static int remove_file(void **state)
{
    struct error err;
    (void)state;
    return path_remove(path, &err) ? 0 : -1;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_error_holds_for_random_durations),
        cmocka_unit_test(the_error_holds_for_two_kinds_of_calls),
    };
    return cmocka_run_group_tests(tests, make_file, remove_file);
}
