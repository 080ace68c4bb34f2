#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "analysis/profile.h"
#include "analysis/relations.h"

#define FUNCTIONS 8
#define MOST_NODES 400

/* A process in memory: what run_load() would have given; and what is made of it. */
struct made {
    struct arena arena;
    struct piano_header header;
    struct run_function functions[FUNCTIONS + 2];
    struct run_node nodes[MOST_NODES];
    struct run_thread threads[2];
    struct run_process process;
    struct run run;
    struct profile profile;
};

static uint64_t seed = 1;

static uint64_t random_below(uint64_t limit)
{
    seed = seed * 6364136223846793005u + 1442695040888963407u;
    return (seed >> 33) % limit;
}

static struct made *begin(void)
{
    struct made *m = calloc(1, sizeof *m);
    static const char *const names[] = {"a", "b", "c", "d", "e", "f", "g", "h"};
    m->header.end_ticks = 1;
    for (uint32_t i = 1; i <= FUNCTIONS; i++)
        m->functions[i] =
            (struct run_function){.crate = TEXT("demo"), .name = text_of(names[i - 1]), .line = i};
    m->process = (struct run_process){
        .header = &m->header,
        .functions = m->functions,
        .function_count = FUNCTIONS + 2,
        .nodes = m->nodes,
        .threads = m->threads,
        .ns_per_tick = 1,
    };
    m->run = (struct run){.processes = &m->process, .process_count = 1};
    return m;
}

static void finish(struct made *m)
{
    arena_finish(&m->arena);
    free(m);
}

static int set_up(void **state)
{
    *state = begin();
    return 0;
}

static int tear_down(void **state)
{
    finish(*state);
    return 0;
}

static void add_thread(struct made *m, uint64_t recorded_ticks)
{
    m->threads[m->process.thread_count++] = (struct run_thread){
        .first_node = m->process.node_count, .node_count = 1, .recorded_ticks = recorded_ticks};
    m->nodes[m->process.node_count++] = (struct run_node){.parent = RUN_NO_NODE};
}

static struct run_node *add_node(struct made *m, uint32_t parent, uint32_t function, uint64_t calls,
                                 uint64_t timed, uint64_t ticks)
{
    m->threads[m->process.thread_count - 1].node_count++;
    struct run_node *node = &m->nodes[m->process.node_count++];
    *node = (struct run_node){.parent = parent,
                              .function = function,
                              .calls = calls,
                              .activations = calls,
                              .timed = timed,
                              .ticks = ticks};
    return node;
}

static const struct profile_row *row_of(const struct profile *profile, const char *name)
{
    for (uint32_t i = 0; i < profile->row_count; i++)
        if (text_is(profile->rows[i].name, name))
            return &profile->rows[i];
    fail_msg("no row '%s'", name);
    return NULL;
}

static const struct profile *analyse(struct made *m, bool uncorrected)
{
    profile_make(&m->arena, &m->run, &(struct profile_options){.uncorrected = uncorrected},
                 &m->profile);
    assert_true(profile_is_valid(&m->profile));
    return &m->profile;
}

static void self_is_total_without_the_callees(void **state)
{
    struct made *m = *state;
    add_thread(m, 1000);
    add_node(m, 0, 1, 1, 1, 900);
    add_node(m, 1, 2, 3, 3, 500);
    add_node(m, 2, 3, 3, 3, 100);
    const struct profile *p = analyse(m, false);
    assert_float_equal(row_of(p, "a")->m.self_ns, 400, 1e-6);
    assert_float_equal(row_of(p, "b")->m.self_ns, 400, 1e-6);
    assert_float_equal(row_of(p, "c")->m.self_ns, 100, 1e-6);
    assert_float_equal(p->outside_ns, 100, 1e-6);
    assert_float_equal(row_of(p, "a")->m.total_ns, 900, 1e-6);
}

static void recursion_counts_each_moment_once(void **state)
{
    struct made *m = *state;
    add_thread(m, 1000);
    add_node(m, 0, 1, 1, 1, 900); /* a */
    add_node(m, 1, 2, 1, 1, 700); /* a b */
    add_node(m, 2, 1, 1, 1, 500); /* a b a */
    add_node(m, 3, 2, 1, 1, 200); /* a b a b */
    add_node(m, 0, 2, 1, 1, 50);  /* b */
    const struct profile *p = analyse(m, false);
    assert_float_equal(row_of(p, "a")->m.total_ns, 900, 1e-6);
    assert_float_equal(row_of(p, "b")->m.total_ns, 750, 1e-6);
    assert_float_equal(row_of(p, "a")->m.self_ns, 500, 1e-6);
    assert_int_equal(row_of(p, "b")->m.calls, 3);
}

/* 100 calls of b: each took 10 ticks inside and 5 outside its two clock readings. */
static void the_probe_is_taken_out_of_callee_and_caller(void **state)
{
    struct made *m = *state;
    m->header.timed_inside = 10 * 256;
    m->header.timed_outside = 5 * 256;
    m->header.allocation_cost = 2 * 256;
    add_thread(m, 10000);
    add_node(m, 0, 1, 1, 1, 9010);
    add_node(m, 1, 2, 100, 100, 3000)->allocs = 50;
    const struct profile *p = analyse(m, false);
    assert_float_equal(row_of(p, "b")->m.self_ns, 3000 - 1000 - 100, 1e-6);
    assert_float_equal(row_of(p, "a")->m.self_ns, 9000 - 3000 - 500, 1e-6);
    assert_float_equal(p->probe_ns, 10 + 5 + 1000 + 500 + 100, 1e-6);
    p = analyse(m, true);
    assert_float_equal(row_of(p, "b")->m.self_ns, 3000, 1e-6);
    assert_float_equal(p->probe_ns, 0, 1e-6);
}

/* A probe that is priced above what was measured takes no more than there is. */
static void nothing_becomes_negative(void **state)
{
    struct made *m = *state;
    m->header.timed_inside = 1000 * 256;
    m->header.timed_outside = 1000 * 256;
    add_thread(m, 1000);
    add_node(m, 0, 1, 10, 10, 900);
    add_node(m, 1, 2, 10, 10, 800);
    const struct profile *p = analyse(m, false);
    assert_true(row_of(p, "a")->m.self_ns >= 0);
}

/* Of 1000 calls 10 were timed; the estimate is more than the caller took, which was timed. */
static void what_was_measured_outranks_what_was_inferred(void **state)
{
    struct made *m = *state;
    add_thread(m, 10000);
    add_node(m, 0, 1, 1, 1, 5000);
    add_node(m, 1, 2, 1000, 10, 6000);
    add_node(m, 1, 3, 1, 1, 1000);
    const struct profile *p = analyse(m, false);
    assert_float_equal(row_of(p, "c")->m.self_ns, 1000, 1e-6);
    assert_float_equal(row_of(p, "b")->m.self_ns, 4000, 1e-6);
    assert_float_equal(row_of(p, "a")->m.self_ns, 0, 1e-6);
    assert_true(row_of(p, "b")->m.error_ns > 0);
}

/* Calls that took `ticks` each. */
static void add_to_histogram(struct run_histogram *to, struct piano_octave *octaves, uint64_t ticks,
                             uint32_t calls)
{
    int octave = 0;
    while (ticks >> octave >= 2 * PIANO_OCTAVE_BUCKETS)
        octave++;
    uint64_t bucket = ticks >> octave;
    octave += bucket >= PIANO_OCTAVE_BUCKETS;
    octaves[octave].calls[bucket % PIANO_OCTAVE_BUCKETS] += calls;
    to->octaves[octave] = &octaves[octave];
    to->min = ticks < to->min ? ticks : to->min;
    to->max = ticks > to->max ? ticks : to->max;
}

/* A function that calls itself: the outermost call is long, and the sampled ones are all alike. */
static void a_long_call_casts_no_doubt_on_short_ones(void **state)
{
    struct made *m = *state;
    m->header.timed_inside = 30 * 256;
    add_thread(m, 1000000000);
    add_node(m, 0, 1, 1, 1, 500000000)->looks = 1;  /* a */
    add_node(m, 1, 2, 1, 1, 400000000);             /* a b */
    add_node(m, 2, 1, 100000, 1000, 100000 * 1030); /* a b a */
    struct piano_octave octaves[PIANO_OCTAVES] = {0};
    struct run_histogram histogram = {.function = 1, .min = UINT64_MAX};
    add_to_histogram(&histogram, octaves, 500000000, 1);
    add_to_histogram(&histogram, octaves, 1030, 100000);
    m->process.histograms = &histogram;
    m->process.histogram_count = 1;
    const struct profile_row *a = row_of(analyse(m, false), "a");
    assert_float_equal(a->m.self_ns, 200000000, 1000);
    assert_true(a->m.error_ns < 2000000);
}

/* Whatever the probe is thought to cost, it may cost two fifths more: in all calls of a function.
 */
static void what_the_probe_costs_is_in_doubt(void **state)
{
    struct made *m = *state;
    m->header.timed_inside = 10 * 256;
    m->header.timed_outside = 5 * 256;
    add_thread(m, 100000);
    add_node(m, 0, 1, 1, 1, 9010);     /* a */
    add_node(m, 1, 2, 100, 100, 3000); /* a b */
    add_node(m, 0, 2, 100, 100, 3000); /* b */
    const struct profile *p = analyse(m, false);
    assert_float_equal(row_of(p, "b")->m.error_ns, 2 * 0.4 * 100 * 10, 1e-6);
    assert_float_equal(row_of(p, "a")->m.error_ns, 0.4 * hypot(10, 100 * 5), 1e-6);
}

/* The other way round: callees that were timed raise their caller, which was not. */
static void an_estimate_is_raised_to_what_is_below_it(void **state)
{
    struct made *m = *state;
    add_thread(m, 10000);
    add_node(m, 0, 1, 1000, 10, 3000);
    add_node(m, 1, 2, 1000, 1000, 4000);
    const struct profile *p = analyse(m, false);
    assert_float_equal(row_of(p, "b")->m.self_ns, 4000, 1e-6);
    assert_float_equal(row_of(p, "a")->m.total_ns, 4000, 1e-6);
}

static struct made *make_random(void)
{
    struct made *m = begin();
    m->header.timed_inside = random_below(20) * 256;
    m->header.timed_outside = random_below(20) * 256;
    m->header.counted_outside = random_below(5) * 256;
    m->header.allocation_cost = random_below(5) * 256;
    m->header.end_ticks = random_below(2);
    for (int t = 0; t < 2; t++) {
        add_thread(m, random_below(1000000));
        uint32_t root = m->process.node_count - 1;
        m->threads[t].live = random_below(2);
        for (uint32_t i = 0; i < 150; i++) {
            uint32_t parent = root + (uint32_t)random_below(m->process.node_count - root);
            uint64_t calls = random_below(1000);
            struct run_node *n =
                add_node(m, parent, 1 + (uint32_t)random_below(FUNCTIONS), calls,
                         random_below(2) ? calls : random_below(calls + 1), random_below(100000));
            n->allocs = random_below(100);
            n->in_flight = random_below(10) == 0;
            n->folded = random_below(20) == 0;
        }
    }
    return m;
}

static void the_equations_hold_for_any_tree(void **state)
{
    (void)state;
    for (int i = 0; i < 500; i++) {
        struct made *m = make_random();
        analyse(m, false);
        finish(m);
    }
}

static void the_checker_finds_fault(void **state)
{
    struct made *m = *state;
    add_thread(m, 1000);
    add_node(m, 0, 1, 1, 1, 900);
    analyse(m, false);
    struct profile *p = &m->profile;
    p->rows[0].m.self_ns += 1;
    assert_false(profile_is_valid(p));
    p->rows[0].m.self_ns -= 1;
    assert_true(profile_is_valid(p));
    p->nodes[1].m.total_ns += 1;
    assert_false(profile_is_valid(p));
}

static void a_deep_tree_is_no_burden(void **state)
{
    enum { DEPTH = 100000 };
    struct made *m = *state;
    struct relations callers;
    m->process.nodes = arena_many(&m->arena, struct run_node, DEPTH + 1);
    m->process.nodes[0] = (struct run_node){.parent = RUN_NO_NODE};
    for (uint32_t i = 1; i <= DEPTH; i++)
        m->process.nodes[i] = (struct run_node){.parent = i - 1,
                                                .function = 1 + i % 2,
                                                .calls = 1,
                                                .activations = 1,
                                                .timed = 1,
                                                .ticks = 2 * DEPTH - i};
    m->threads[0] = (struct run_thread){.node_count = DEPTH + 1, .recorded_ticks = 2 * DEPTH};
    m->process.thread_count = 1;
    m->process.node_count = DEPTH + 1;
    const struct profile *p = analyse(m, false);
    assert_float_equal(row_of(p, "b")->m.total_ns, 2 * DEPTH - 1, 1e-3);
    relations_find(&m->arena, p, 0, RELATION_CALLERS, &callers);
    assert_true(callers.len >= 1);
}

static void a_name_is_found_by_its_end(void **state)
{
    struct made *m = *state;
    struct error err = {0};
    uint32_t row;
    m->functions[1].name = TEXT("lexer::Parser::parse");
    m->functions[2].name = TEXT("other::parse");
    add_thread(m, 1000);
    add_node(m, 0, 1, 1, 1, 500);
    add_node(m, 0, 2, 1, 1, 400);
    const struct profile *p = analyse(m, false);
    assert_true(profile_find(&m->arena, p, "Parser::parse", &row, &err));
    assert_int_equal(row, 0);
    assert_true(profile_find(&m->arena, p, "demo::other::parse", &row, &err));
    assert_int_equal(row, 1);
    assert_false(profile_find(&m->arena, p, "parse", &row, &err));
    assert_non_null(strstr(err.message, "any of 2 functions"));
    assert_false(profile_find(&m->arena, p, "arse", &row, &err));
    assert_non_null(strstr(err.message, "did you mean"));
}

#define MADE(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        MADE(self_is_total_without_the_callees),
        MADE(recursion_counts_each_moment_once),
        MADE(the_probe_is_taken_out_of_callee_and_caller),
        MADE(nothing_becomes_negative),
        MADE(what_was_measured_outranks_what_was_inferred),
        MADE(a_long_call_casts_no_doubt_on_short_ones),
        MADE(what_the_probe_costs_is_in_doubt),
        MADE(an_estimate_is_raised_to_what_is_below_it),
        cmocka_unit_test(the_equations_hold_for_any_tree),
        MADE(the_checker_finds_fault),
        MADE(a_deep_tree_is_no_burden),
        MADE(a_name_is_found_by_its_end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
