#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/file.h"
#include "wrapper/allocators.h"

static char folder[] = "allocators-XXXXXX";

static int make_folder(void **state)
{
    struct error err;
    (void)state;
    return mkdtemp(folder) && chdir(folder) == 0 && dir_make("src/deep/er", &err) &&
                   file_write("src/lib.rs", TEXT("fn f() {}"), &err) &&
                   file_write("src/deep/er/note", TEXT("#[global_allocator]"), &err)
               ? 0
               : -1;
}

static int remove_folder(void **state)
{
    struct error err;
    (void)state;
    return chdir("..") == 0 && path_remove(folder, &err) ? 0 : -1;
}

/* Each way round could be taken twice, at every depth. */
static void links_that_lead_back_are_not_followed(void **state)
{
    (void)state;
    assert_int_equal(symlink("..", "src/deep/up"), 0);
    assert_int_equal(symlink(".", "src/deep/here"), 0);
    assert_false(allocators_mentioned("src"));
}

static void a_source_anywhere_below_counts(void **state)
{
    struct error err;
    (void)state;
    assert_true(file_write("src/deep/er/a.rs", TEXT("#[global_allocator]"), &err));
    assert_true(allocators_mentioned("src"));
    assert_false(allocators_mentioned("nowhere"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(links_that_lead_back_are_not_followed),
        cmocka_unit_test(a_source_anywhere_below_counts),
    };
    return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
