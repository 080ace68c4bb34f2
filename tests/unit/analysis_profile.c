#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "analysis/profile.h"

#define FUNCTIONS 8
#define MOST_NODES 400

/* A process in memory: what run_load() would have given. */
struct made {
    struct piano_header header;
    struct run_function functions[FUNCTIONS + 2];
    struct run_node nodes[MOST_NODES];
    struct run_thread threads[2];
    struct run_process process;
    struct run run;
};

static uint64_t seed = 1;

static uint64_t random_below(uint64_t limit)
{
    seed = seed * 6364136223846793005u + 1442695040888963407u;
    return (seed >> 33) % limit;
}

static void begin(struct made *m)
{
    static const char *const names[] = {"a", "b", "c", "d", "e", "f", "g", "h"};
    *m = (struct made){.header.end_ticks = 1};
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

static void analyse(struct arena *arena, struct made *m, struct profile *out)
{
    profile_make(arena, &m->run, &(struct profile_options){0}, out);
    assert_true(profile_is_valid(out));
}

static void self_is_total_without_the_callees(void **state)
{
    struct made m;
    struct arena arena = {0};
    struct profile p;
    (void)state;
    begin(&m);
    add_thread(&m, 1000);
    add_node(&m, 0, 1, 1, 1, 900);
    add_node(&m, 1, 2, 3, 3, 500);
    add_node(&m, 2, 3, 3, 3, 100);
    analyse(&arena, &m, &p);
    assert_float_equal(row_of(&p, "a")->m.self_ns, 400, 1e-6);
    assert_float_equal(row_of(&p, "b")->m.self_ns, 400, 1e-6);
    assert_float_equal(row_of(&p, "c")->m.self_ns, 100, 1e-6);
    assert_float_equal(p.outside_ns, 100, 1e-6);
    assert_float_equal(row_of(&p, "a")->m.total_ns, 900, 1e-6);
    arena_finish(&arena);
}

static void recursion_counts_each_moment_once(void **state)
{
    struct made m;
    struct arena arena = {0};
    struct profile p;
    (void)state;
    begin(&m);
    add_thread(&m, 1000);
    add_node(&m, 0, 1, 1, 1, 900); /* a */
    add_node(&m, 1, 2, 1, 1, 700); /* a b */
    add_node(&m, 2, 1, 1, 1, 500); /* a b a */
    add_node(&m, 3, 2, 1, 1, 200); /* a b a b */
    add_node(&m, 0, 2, 1, 1, 50);  /* b */
    analyse(&arena, &m, &p);
    assert_float_equal(row_of(&p, "a")->m.total_ns, 900, 1e-6);
    assert_float_equal(row_of(&p, "b")->m.total_ns, 750, 1e-6);
    assert_float_equal(row_of(&p, "a")->m.self_ns, 500, 1e-6);
    assert_int_equal(row_of(&p, "b")->m.calls, 3);
    arena_finish(&arena);
}

/* 100 calls of b: each took 10 ticks inside and 5 outside its two clock readings. */
static void the_probe_is_taken_out_of_callee_and_caller(void **state)
{
    struct made m;
    struct arena arena = {0};
    struct profile p;
    (void)state;
    begin(&m);
    m.header.timed_inside = 10 * 256;
    m.header.timed_outside = 5 * 256;
    m.header.allocation_cost = 2 * 256;
    add_thread(&m, 10000);
    add_node(&m, 0, 1, 1, 1, 9010);
    add_node(&m, 1, 2, 100, 100, 3000)->allocs = 50;
    analyse(&arena, &m, &p);
    assert_float_equal(row_of(&p, "b")->m.self_ns, 3000 - 1000 - 100, 1e-6);
    assert_float_equal(row_of(&p, "a")->m.self_ns, 9000 - 3000 - 500, 1e-6);
    assert_float_equal(p.probe_ns, 10 + 5 + 1000 + 500 + 100, 1e-6);
    profile_make(&arena, &m.run, &(struct profile_options){.uncorrected = true}, &p);
    assert_true(profile_is_valid(&p));
    assert_float_equal(row_of(&p, "b")->m.self_ns, 3000, 1e-6);
    assert_float_equal(p.probe_ns, 0, 1e-6);
    arena_finish(&arena);
}

/* A probe that is priced above what was measured takes no more than there is. */
static void nothing_becomes_negative(void **state)
{
    struct made m;
    struct arena arena = {0};
    struct profile p;
    (void)state;
    begin(&m);
    m.header.timed_inside = 1000 * 256;
    m.header.timed_outside = 1000 * 256;
    add_thread(&m, 1000);
    add_node(&m, 0, 1, 10, 10, 900);
    add_node(&m, 1, 2, 10, 10, 800);
    analyse(&arena, &m, &p);
    assert_true(row_of(&p, "a")->m.self_ns >= 0);
    arena_finish(&arena);
}

/* Of 1000 calls 10 were timed; the estimate is more than the caller took, which was timed. */
static void what_was_measured_outranks_what_was_inferred(void **state)
{
    struct made m;
    struct arena arena = {0};
    struct profile p;
    (void)state;
    begin(&m);
    add_thread(&m, 10000);
    add_node(&m, 0, 1, 1, 1, 5000);
    add_node(&m, 1, 2, 1000, 10, 6000);
    add_node(&m, 1, 3, 1, 1, 1000);
    analyse(&arena, &m, &p);
    assert_float_equal(row_of(&p, "c")->m.self_ns, 1000, 1e-6);
    assert_float_equal(row_of(&p, "b")->m.self_ns, 4000, 1e-6);
    assert_float_equal(row_of(&p, "a")->m.self_ns, 0, 1e-6);
    assert_true(row_of(&p, "b")->m.error_ns > 0);
    arena_finish(&arena);
}

/* The other way round: callees that were timed raise their caller, which was not. */
static void an_estimate_is_raised_to_what_is_below_it(void **state)
{
    struct made m;
    struct arena arena = {0};
    struct profile p;
    (void)state;
    begin(&m);
    add_thread(&m, 10000);
    add_node(&m, 0, 1, 1000, 10, 3000);
    add_node(&m, 1, 2, 1000, 1000, 4000);
    analyse(&arena, &m, &p);
    assert_float_equal(row_of(&p, "b")->m.self_ns, 4000, 1e-6);
    assert_float_equal(row_of(&p, "a")->m.total_ns, 4000, 1e-6);
    arena_finish(&arena);
}

static void make_random(struct made *m)
{
    begin(m);
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
}

static void the_equations_hold_for_any_tree(void **state)
{
    static struct made m;
    (void)state;
    for (int i = 0; i < 500; i++) {
        struct arena arena = {0};
        struct profile p;
        make_random(&m);
        analyse(&arena, &m, &p);
        arena_finish(&arena);
    }
}

static void the_checker_finds_fault(void **state)
{
    struct made m;
    struct arena arena = {0};
    struct profile p;
    (void)state;
    begin(&m);
    add_thread(&m, 1000);
    add_node(&m, 0, 1, 1, 1, 900);
    analyse(&arena, &m, &p);
    p.rows[0].m.self_ns += 1;
    assert_false(profile_is_valid(&p));
    p.rows[0].m.self_ns -= 1;
    assert_true(profile_is_valid(&p));
    p.nodes[1].m.total_ns += 1;
    assert_false(profile_is_valid(&p));
    arena_finish(&arena);
}

static void a_deep_tree_is_no_burden(void **state)
{
    enum { DEPTH = 100000 };
    struct made m;
    struct arena arena = {0};
    struct profile p;
    struct relations callers;
    (void)state;
    begin(&m);
    m.process.nodes = arena_many(&arena, struct run_node, DEPTH + 1);
    m.process.nodes[0] = (struct run_node){.parent = RUN_NO_NODE};
    for (uint32_t i = 1; i <= DEPTH; i++)
        m.process.nodes[i] = (struct run_node){.parent = i - 1,
                                               .function = 1 + i % 2,
                                               .calls = 1,
                                               .activations = 1,
                                               .timed = 1,
                                               .ticks = 2 * DEPTH - i};
    m.threads[0] = (struct run_thread){.node_count = DEPTH + 1, .recorded_ticks = 2 * DEPTH};
    m.process.thread_count = 1;
    m.process.node_count = DEPTH + 1;
    analyse(&arena, &m, &p);
    assert_float_equal(row_of(&p, "b")->m.total_ns, 2 * DEPTH - 1, 1e-3);
    profile_callers(&arena, &p, 0, &callers);
    assert_true(callers.len >= 1);
    arena_finish(&arena);
}

static void a_name_is_found_by_its_end(void **state)
{
    struct made m;
    struct arena arena = {0};
    struct profile p;
    struct error err = {0};
    uint32_t row;
    (void)state;
    begin(&m);
    m.functions[1].name = TEXT("lexer::Parser::parse");
    m.functions[2].name = TEXT("other::parse");
    add_thread(&m, 1000);
    add_node(&m, 0, 1, 1, 1, 500);
    add_node(&m, 0, 2, 1, 1, 400);
    analyse(&arena, &m, &p);
    assert_true(profile_find(&arena, &p, "Parser::parse", &row, &err));
    assert_int_equal(row, 0);
    assert_true(profile_find(&arena, &p, "demo::other::parse", &row, &err));
    assert_int_equal(row, 1);
    assert_false(profile_find(&arena, &p, "parse", &row, &err));
    assert_non_null(strstr(err.message, "any of 2 functions"));
    assert_false(profile_find(&arena, &p, "arse", &row, &err));
    assert_non_null(strstr(err.message, "did you mean"));
    arena_finish(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(self_is_total_without_the_callees),
        cmocka_unit_test(recursion_counts_each_moment_once),
        cmocka_unit_test(the_probe_is_taken_out_of_callee_and_caller),
        cmocka_unit_test(nothing_becomes_negative),
        cmocka_unit_test(what_was_measured_outranks_what_was_inferred),
        cmocka_unit_test(an_estimate_is_raised_to_what_is_below_it),
        cmocka_unit_test(the_equations_hold_for_any_tree),
        cmocka_unit_test(the_checker_finds_fault),
        cmocka_unit_test(a_deep_tree_is_no_burden),
        cmocka_unit_test(a_name_is_found_by_its_end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
