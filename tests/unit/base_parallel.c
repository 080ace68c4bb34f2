/* Work for several threads, and memory that comes from them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/parallel.h"

#define MOST 300

struct item {
    struct arena arena;
    char *made;
    unsigned times;
};

/* As much as the item's number, so that items end in another order than they began. */
static void make(void *context, size_t number)
{
    struct item *item = &((struct item *)context)[number];
    item->times++;
    for (size_t i = 0; i <= number % 97; i++)
        item->made = arena_alloc(&item->arena, 3000);
    memset(item->made, (int)(number % 251), 3000);
}

static void each_item_is_done_once(void **state)
{
    (void)state;
    const size_t counts[] = {0, 1, 2, 40, MOST};
    for (size_t c = 0; c < sizeof counts / sizeof *counts; c++) {
        static struct item items[MOST];
        memset(items, 0, sizeof items);
        parallel_each(counts[c], make, items);
        struct arena all = {0};
        char *first = arena_alloc(&all, 10);
        for (size_t i = 0; i < MOST; i++) {
            assert_int_equal(items[i].times, i < counts[c]);
            arena_adopt(&all, &items[i].arena);
            assert_null(items[i].arena.blocks);
        }
        for (size_t i = 0; i < counts[c]; i++)
            assert_int_equal((unsigned char)items[i].made[2999], i % 251);
        assert_ptr_equal((char *)arena_alloc(&all, 10), first + 16);
        arena_finish(&all);
    }
}

static void an_empty_arena_adopts(void **state)
{
    (void)state;
    struct arena other = {0}, all = {0};
    const char *kept = strcpy(arena_alloc(&other, 6), "other");
    arena_adopt(&all, &other);
    arena_adopt(&all, &other);
    assert_string_equal(kept, "other");
    assert_non_null(arena_alloc(&other, 6));
    arena_finish(&other);
    assert_string_equal(kept, "other");
    arena_finish(&all);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_item_is_done_once),
        cmocka_unit_test(an_empty_arena_adopts),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
