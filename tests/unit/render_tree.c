#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "render/render.h"
#include "render/words.h"

#define ROWS 2
#define NODES 61 /* with the root */
#define MOST_NODES 300

/* `ping` calls `pong` calls `ping` …, each with time of its own. */
static const struct text names[ROWS] = {{"ping", 4}, {"pong", 4}};

static struct buffer tree_as(uint32_t node_count, const struct render_options *how,
                             struct rendered *rendered)
{
    struct profile_row rows[ROWS] = {0};
    struct profile_node nodes[MOST_NODES] = {{.parent = PROFILE_NONE, .row = PROFILE_NONE}};
    for (size_t i = 0; i < ROWS; i++)
        rows[i].name = names[i];
    for (uint32_t i = 0; i < node_count; i++) {
        nodes[i].next_sibling = nodes[i].creator = nodes[i].handed_by = PROFILE_NONE;
        nodes[i].first_child = i + 1 < node_count ? i + 1 : PROFILE_NONE;
        nodes[i].m = (struct measure){.self_ns = i > 0 ? 1e6 : 0, .calls = 1};
        if (i > 0) {
            nodes[i].parent = i - 1;
            nodes[i].row = i % ROWS;
        }
    }
    const struct profile profile = {
        .rows = rows,
        .row_count = ROWS,
        .nodes = nodes,
        .node_count = node_count,
        .recorded_ns = 1e6 * node_count,
    };
    struct buffer out = {0};
    *rendered = (struct rendered){0};
    render_tree(&profile, how, &out, rendered);
    return out;
}

static struct buffer tree_of(uint32_t node_count, unsigned width, struct rendered *rendered)
{
    return tree_as(node_count, &(struct render_options){.width = width}, rendered);
}

static struct text line_at(const struct buffer *tree, size_t number)
{
    struct text rest = buffer_text(tree), line = {0};
    for (size_t i = 0; i <= number; i++)
        assert_true(text_next(&rest, '\n', &line));
    return line;
}

static void expect_line(const struct buffer *tree, size_t level, const char *start)
{
    struct text line = line_at(tree, level + 2); /* behind the heads */
    struct text found = text_slice(line, 0, strlen(start) < line.len ? strlen(start) : line.len);
    if (!text_is(found, start))
        fail_msg("'%.*s' does not begin with '%s'", TEXT_ARG(line), start);
}

/* Every line has its place, and its name whole. */
static void expect_to_fit(const struct buffer *tree, uint32_t levels, unsigned width)
{
    for (uint32_t i = 0; i < levels; i++) {
        struct text line = line_at(tree, i + 2);
        assert_true(text_find(line, names[(i + 1) % ROWS]) >= 0);
        assert_true(words_width(line) <= width);
    }
}

static void a_tree_that_has_room_is_drawn_in_one(void **state)
{
    (void)state;
    struct rendered rendered;
    struct buffer tree = tree_of(11, 80, &rendered);
    expect_to_fit(&tree, 10, 80);
    expect_line(&tree, 9, "                        └─ ping ");
    assert_false(rendered.anew);
    buffer_finish(&tree);
}

static void levels_without_room_begin_anew(void **state)
{
    (void)state;
    struct rendered rendered;
    struct buffer tree = tree_of(NODES, 80, &rendered);
    expect_to_fit(&tree, NODES - 1, 80);
    expect_line(&tree, 1, "└─ ping ");
    expect_line(&tree, 15, "                                          └─ ping ");
    expect_line(&tree, 16, "…15   └─ pong ");
    expect_line(&tree, 17, "…15      └─ ping ");
    expect_line(&tree, 28, "…15                                       └─ pong ");
    expect_line(&tree, 29, "…28   └─ ping ");
    assert_true(rendered.anew);
    buffer_finish(&tree);
}

static void names_are_whole_in_any_width(void **state)
{
    (void)state;
    for (unsigned width = 40; width <= 200; width++) {
        struct rendered rendered;
        struct buffer tree = tree_of(NODES, width, &rendered);
        expect_to_fit(&tree, NODES - 1, width);
        buffer_finish(&tree);
    }
}

static void the_deepest_levels_are_put_together(void **state)
{
    (void)state;
    struct rendered rendered;
    struct buffer tree =
        tree_as(MOST_NODES, &(struct render_options){.format = RENDER_CSV}, &rendered);
    assert_true(text_starts(line_at(&tree, 1), "pong,::pong,0,"));
    assert_true(text_starts(line_at(&tree, 256), "ping,::ping,255,"));
    assert_true(text_starts(line_at(&tree, 257), "(1 more),,256,"));
    assert_int_equal(rendered.levels, 256);
    assert_int_equal(rendered.more_levels, 0);
    buffer_finish(&tree);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_tree_that_has_room_is_drawn_in_one),
        cmocka_unit_test(levels_without_room_begin_anew),
        cmocka_unit_test(names_are_whole_in_any_width),
        cmocka_unit_test(the_deepest_levels_are_put_together),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
