#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include <unistd.h>

#include "base/file.h"
#include "wrapper/description.h"

static struct arena arena;

static void a_description_comes_back_as_it_was(void **state)
{
    (void)state;
    struct error err = {0};
    struct description made = {
        .folder = path_absolute(&arena, "."),
        .project = "/home/me/a \"project\" ü",
        .start = "runs=/x\ncpu=1\n",
        .targets_named = true,
        .selector =
            {
                .functions = (const char *const[]){"parse", "a::b", NULL},
                .skips = (const char *const[]){"test", NULL},
                .exact = true,
            },
    };
    array_push(&arena, &made.crates, (struct described_crate){"/p/main.rs", .program = true});
    array_push(&arena, &made.crates, (struct described_crate){"/p/tests/t.rs", .tests = true});
    const char *path;
    assert_true(description_write(&arena, &made, &path, &err));
    struct description read;
    assert_true(description_read(&arena, path, &read, &err));
    assert_int_equal(unlink(path), 0);
    assert_string_equal(read.folder, made.folder);
    assert_string_equal(read.project, made.project);
    assert_null(read.users_wrapper);
    assert_string_equal(read.start, made.start);
    assert_true(read.targets_named);
    assert_string_equal(read.selector.functions[1], "a::b");
    assert_null(read.selector.functions[2]);
    assert_null(read.selector.files);
    assert_string_equal(read.selector.skips[0], "test");
    assert_true(read.selector.exact);
    assert_true(description_crate(&read, "/p/tests/t.rs")->tests);
    assert_false(description_crate(&read, "/p/tests/t.rs")->program);
    assert_true(description_crate(&read, "/p/main.rs")->program);
    assert_false(description_crate(&read, "/p/main.rs")->tests);
    assert_null(description_crate(&read, "/p/other.rs"));
}

static void one_that_is_gone_is_an_error(void **state)
{
    (void)state;
    struct error err = {0};
    struct description read;
    assert_false(description_read(&arena, "/nowhere/description", &read, &err));
    assert_non_null(strstr(err.message, "/nowhere/description"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_description_comes_back_as_it_was),
        cmocka_unit_test(one_that_is_gone_is_an_error),
    };
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    arena_finish(&arena);
    return failed;
}
