#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/file.h"

static void paths_are_made_absolute_and_relative(void **state)
{
    (void)state;
    struct arena arena = {0};
    assert_string_equal(path_absolute(&arena, "/a/./b/../c"), "/a/c");
    assert_string_equal(path_absolute(&arena, "/.."), "/");
    assert_string_equal(path_below("/a", "/a/b/c"), "b/c");
    assert_string_equal(path_below("/a", "/ab/c"), "/ab/c");
    assert_string_equal(path_folder(&arena, "a/b"), "a");
    assert_string_equal(path_folder(&arena, "b"), ".");
    arena_finish(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(paths_are_made_absolute_and_relative),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
