#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "analysis/calltree.h"

#define FUNCTIONS 5
#define MOST_NODES 40

/* A process in memory, whose functions are a, b, c …. */
struct made {
    struct arena arena;
    struct piano_header header;
    struct run_function functions[FUNCTIONS + 2];
    struct run_node nodes[MOST_NODES];
    struct run_thread threads[4];
    struct run_process process;
};

static int set_up(void **state)
{
    static const char *const names[] = {"a", "b", "c", "d", "e"};
    struct made *m = calloc(1, sizeof *m);
    m->header.end_ticks = 1;
    for (uint32_t i = 1; i <= FUNCTIONS; i++)
        m->functions[i] = (struct run_function){.name = text_of(names[i - 1]), .line = i};
    m->process = (struct run_process){
        .header = &m->header,
        .functions = m->functions,
        .function_count = FUNCTIONS + 2,
        .nodes = m->nodes,
        .threads = m->threads,
        .ns_per_tick = 1,
    };
    *state = m;
    return 0;
}

static int tear_down(void **state)
{
    struct made *m = *state;
    arena_finish(&m->arena);
    free(m);
    return 0;
}

/* The answer is its root. */
static uint32_t add_thread(struct made *m, uint32_t creator)
{
    uint32_t root = m->process.node_count++;
    m->threads[m->process.thread_count++] = (struct run_thread){
        .first_node = root, .node_count = 1, .recorded_ticks = 1000, .creator = creator};
    m->nodes[root] = (struct run_node){.parent = RUN_NO_NODE};
    return root;
}

static uint32_t add_node(struct made *m, uint32_t parent, char function, uint64_t ticks)
{
    m->threads[m->process.thread_count - 1].node_count++;
    m->nodes[m->process.node_count] = (struct run_node){
        .parent = parent,
        .function = (uint32_t)(function - 'a' + 1),
        .calls = 1,
        .activations = 1,
        .timed = 1,
        .ticks = ticks,
    };
    return m->process.node_count++;
}

static uint32_t add_job(struct made *m, uint32_t parent, char function, uint64_t ticks, char by,
                        uint32_t at)
{
    uint32_t node = add_node(m, parent, function, ticks);
    m->nodes[node].handed_by = (uint32_t)(by - 'a' + 1);
    m->nodes[node].handed_at = at;
    return node;
}

static void show(const struct profile *p, const struct calltree *tree, uint32_t parent,
                 struct buffer *out)
{
    for (uint32_t i = tree->nodes[parent].first_child; i != PROFILE_NONE;
         i = tree->nodes[i].next_sibling) {
        const struct profile_node *node = &tree->nodes[i];
        buffer_printf(out, "%.*s:%.0f", TEXT_ARG(p->rows[node->row].name), node->m.total_ns);
        if (node->first_child != PROFILE_NONE) {
            buffer_puts(out, "(");
            show(p, tree, i, out);
            buffer_puts(out, ")");
        }
        buffer_puts(out, node->next_sibling == PROFILE_NONE ? "" : " ");
    }
}

/* The tree as "a:100(b:60 c:20)": totals, and what is below in brackets. */
static void expect(struct made *m, bool spawned, const char *wanted)
{
    struct run run = {.processes = &m->process, .process_count = 1};
    struct profile p;
    struct calltree tree;
    struct buffer out = {0};
    profile_make(&m->arena, &run, &(struct profile_options){0}, &p);
    assert_true(profile_is_valid(&p));
    calltree_make(&m->arena, &p, spawned, &tree);
    show(&p, &tree, PROFILE_ROOT, &out);
    buffer_putc(&out, '\0');
    assert_string_equal(out.at, wanted);
    buffer_finish(&out);
}

static void threads_stand_below_what_created_them(void **state)
{
    struct made *m = *state;
    uint32_t a = add_node(m, add_thread(m, RUN_NO_NODE), 'a', 100);
    uint32_t second = add_thread(m, a);
    add_node(m, second, 'b', 50);
    /* Created outside of any function: where its creator was. */
    add_node(m, add_thread(m, second), 'c', 30);
    expect(m, false, "a:100 b:50 c:30");
    expect(m, true, "a:180(b:50 c:30)");
}

static void jobs_stand_below_what_handed_them_over(void **state)
{
    struct made *m = *state;
    uint32_t a = add_node(m, add_thread(m, RUN_NO_NODE), 'a', 100);
    uint32_t b = add_node(m, a, 'b', 40);
    uint32_t worker = add_thread(m, a);
    add_job(m, worker, 'c', 20, 'b', b);
    add_node(m, worker, 'd', 10);
    expect(m, false, "a:100(b:40) c:20 d:10");
    expect(m, true, "a:130(b:60(c:20) d:10)");
}

/* It is time of whoever waited only as long as nobody asks who handed it over. */
static void a_job_leaves_the_one_that_ran_it_while_it_waited(void **state)
{
    struct made *m = *state;
    uint32_t a = add_node(m, add_thread(m, RUN_NO_NODE), 'a', 100);
    uint32_t b = add_node(m, a, 'b', 40);
    add_job(m, b, 'c', 30, 'a', a);
    expect(m, false, "a:100(b:40(c:30))");
    expect(m, true, "a:100(c:30 b:10)");
}

static void who_handed_it_over_may_come_later(void **state)
{
    struct made *m = *state;
    uint32_t first = add_thread(m, RUN_NO_NODE);
    add_job(m, first, 'c', 20, 'b', 4);
    uint32_t second = add_thread(m, RUN_NO_NODE);
    uint32_t a = add_node(m, second, 'a', 100);
    assert_int_equal(add_node(m, a, 'b', 40), 4);
    expect(m, true, "a:120(b:60(c:20))");
}

static void jobs_of_jobs_follow_them(void **state)
{
    struct made *m = *state;
    uint32_t a = add_node(m, add_thread(m, RUN_NO_NODE), 'a', 100);
    uint32_t worker = add_thread(m, RUN_NO_NODE);
    add_job(m, worker, 'c', 5, 'b', 5);
    uint32_t other = add_thread(m, RUN_NO_NODE);
    assert_int_equal(add_job(m, other, 'b', 20, 'a', a), 5);
    expect(m, false, "a:100 b:20 c:5");
    expect(m, true, "a:125(b:25(c:5))");
}

/* And where that comes to stand may depend on such a job itself. */
static void of_several_paths_the_shortest_is_taken(void **state)
{
    struct made *m = *state;
    uint32_t a = add_node(m, add_thread(m, RUN_NO_NODE), 'a', 100);
    uint32_t b = add_node(m, a, 'b', 60);
    add_node(m, b, 'c', 40);
    add_node(m, a, 'c', 30);
    uint32_t worker = add_thread(m, RUN_NO_NODE);
    add_job(m, worker, 'd', 20, 'c', RUN_NO_NODE);
    add_job(m, worker, 'e', 3, 'd', RUN_NO_NODE);
    expect(m, true, "a:123(b:60(c:40) c:53(d:23(e:3)))");
}

static void a_recursion_by_jobs_is_one_line(void **state)
{
    struct made *m = *state;
    uint32_t a = add_node(m, add_thread(m, RUN_NO_NODE), 'a', 100);
    uint32_t b = add_node(m, a, 'b', 60);
    uint32_t worker = add_thread(m, RUN_NO_NODE);
    add_node(m, add_job(m, worker, 'b', 50, 'b', b), 'c', 10);
    add_job(m, add_thread(m, RUN_NO_NODE), 'b', 7, 'b', RUN_NO_NODE);
    expect(m, true, "a:157(b:117(c:10))");
}

static void nothing_stands_below_itself(void **state)
{
    struct made *m = *state;
    uint32_t worker = add_thread(m, RUN_NO_NODE);
    add_job(m, worker, 'b', 20, 'c', 4);
    add_job(m, worker, 'd', 5, 'd', RUN_NO_NODE);
    assert_int_equal(add_job(m, add_thread(m, RUN_NO_NODE), 'c', 30, 'b', 1), 4);
    expect(m, true, "c:30 b:20 d:5");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(threads_stand_below_what_created_them, set_up, tear_down),
        cmocka_unit_test_setup_teardown(jobs_stand_below_what_handed_them_over, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_job_leaves_the_one_that_ran_it_while_it_waited, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(who_handed_it_over_may_come_later, set_up, tear_down),
        cmocka_unit_test_setup_teardown(jobs_of_jobs_follow_them, set_up, tear_down),
        cmocka_unit_test_setup_teardown(of_several_paths_the_shortest_is_taken, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_recursion_by_jobs_is_one_line, set_up, tear_down),
        cmocka_unit_test_setup_teardown(nothing_stands_below_itself, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
