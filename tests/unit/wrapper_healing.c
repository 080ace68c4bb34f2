#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/file.h"
#include "wrapper/healing.h"

static struct arena arena;
static struct error err;
static const char *folder;

static int set_up(void **state)
{
    (void)state;
    folder = path_absolute(&arena, "wrapper_healing.tmp");
    return path_remove(folder, &err) ? 0 : -1;
}

static int tear_down(void **state)
{
    (void)state;
    return path_remove(folder, &err) ? 0 : -1;
}

/* A crate of two files, of which the second may have another text. */
static struct crate crate_with(const char *second)
{
    struct crate crate = {0};
    struct source_file files[] = {{.path = "/p/lib.rs", .text = TEXT("mod b;")},
                                  {.path = "/p/b.rs", .text = text_of(second)}};
    array_push(&arena, &crate.files, files[0]);
    array_push(&arena, &crate.files, files[1]);
    return crate;
}

static void remember(const struct crate *crate)
{
    struct healing healing = {0};
    struct planned first = {.file = &crate->files.at[0], .name = TEXT("one")};
    struct planned second = {.file = &crate->files.at[1], .name = TEXT("b::<T as U>::two")};
    healing_add_function(&arena, &healing, &first, "first reason");
    healing_add_function(&arena, &healing, &second, "expected `u32`, \"found\" ü");
    array_push(&arena, &healing.allocator_elsewhere, UINT64_MAX - 5);
    assert_true(healing_store(folder, "/p/lib.rs", &healing, &err));
}

static void what_is_remembered_comes_back(void **state)
{
    (void)state;
    struct crate crate = crate_with("fn two() {}");
    struct healing healing;
    remember(&crate);
    assert_true(healing_exists(folder, "/p/lib.rs"));
    assert_false(healing_exists(folder, "/p/main.rs"));
    healing_load(&arena, folder, "/p/lib.rs", &crate, &healing);
    struct healed healed = healing_names(&arena, &healing);
    assert_int_equal(healed.len, 2);
    assert_true(text_is(healed.names[1], "b::<T as U>::two"));
    assert_false(healed.whole_crate);
    assert_int_equal(healing.allocator_elsewhere.len, 1);
    assert_true(healing.allocator_elsewhere.at[0] == UINT64_MAX - 5);
    struct planned planned = {.name = TEXT("b::<T as U>::two")};
    assert_string_equal(healing_reason(&healing, &planned), "expected `u32`, \"found\" ü");
}

static void a_file_that_changed_is_tried_again(void **state)
{
    (void)state;
    struct crate crate = crate_with("fn two() {}"), later = crate_with("fn two() { 1; }");
    struct healing healing;
    remember(&crate);
    healing_load(&arena, folder, "/p/lib.rs", &later, &healing);
    assert_int_equal(healing.functions.len, 1);
    assert_true(text_is(healing.functions.at[0].name, "one"));
}

static void a_whole_crate_is_tried_again_when_any_file_changed(void **state)
{
    (void)state;
    struct crate crate = crate_with("fn two() {}"), later = crate_with("fn two() { 1; }");
    struct healing healing = {0};
    healing_add_crate(&healing, &crate, "reason");
    healing.untouched = true;
    assert_true(healing_store(folder, "/p/lib.rs", &healing, &err));
    healing_load(&arena, folder, "/p/lib.rs", &crate, &healing);
    assert_true(healing_names(&arena, &healing).whole_crate && healing.untouched);
    healing_load(&arena, folder, "/p/lib.rs", &later, &healing);
    assert_false(healing_names(&arena, &healing).whole_crate || healing.untouched);
}

static void a_damaged_record_is_none(void **state)
{
    (void)state;
    struct crate crate = crate_with("");
    struct healing healing;
    remember(&crate);
    struct names names;
    const char *records = path_join(&arena, folder, "healed");
    assert_true(dir_list(&arena, records, &names, &err));
    assert_int_equal(names.len, 1);
    assert_true(
        file_write(path_join(&arena, records, names.at[0].at), TEXT("{\"functions\": ["), &err));
    healing_load(&arena, folder, "/p/lib.rs", &crate, &healing);
    assert_int_equal(healing.functions.len, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(what_is_remembered_comes_back, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_file_that_changed_is_tried_again, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_whole_crate_is_tried_again_when_any_file_changed, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(a_damaged_record_is_none, set_up, tear_down),
    };
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    arena_finish(&arena);
    return failed;
}
