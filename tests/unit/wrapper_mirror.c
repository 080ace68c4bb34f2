#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "wrapper/mirror.h"

static struct arena arena;
static struct error err;
static const char *top;

/* A project and a place for its mirror, both below a folder of this test's own. */
static void make(const char *path, const char *text)
{
    path = path_join(&arena, top, path);
    assert_true(dir_make(path_folder(&arena, path), &err));
    assert_true(file_write(path, text_of(text), &err));
}

static int set_up(void **state)
{
    (void)state;
    top = path_absolute(&arena, "wrapper_mirror.tmp");
    assert_true(path_remove(top, &err));
    make("home/ws/pkg/src/lib.rs", "mod a; const A: &str = include_str!(\"../../../data/x.txt\");");
    make("home/ws/pkg/src/a/mod.rs", "pub fn f() {}");
    make("home/ws/pkg/src/a/note.txt", "note");
    make("home/ws/pkg/assets/deep/y.txt", "y");
    make("home/ws/other/z.txt", "z");
    make("home/data/x.txt", "x");
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    return path_remove(top, &err) ? 0 : -1;
}

static struct mirror mirror_here(void)
{
    return (struct mirror){
        .top = path_join(&arena, top, "m"),
        .working_dir = path_join(&arena, top, "home/ws"),
        .relative = true,
    };
}

static struct mirrored_file file(const char *path, const char *text)
{
    struct mirrored_file file = {.path = path_join(&arena, top, path)};
    assert_true(file_read(&arena, file.path, &file.original, &err));
    file.text = text ? text_of(text) : file.original;
    return file;
}

static void make_mirror(const char *lib, const char *mod)
{
    struct mirror mirror = mirror_here();
    struct mirrored_file files[] = {file("home/ws/pkg/src/lib.rs", lib),
                                    file("home/ws/pkg/src/a/mod.rs", mod)};
    assert_true(mirror_make(&mirror, path_join(&arena, top, "home/ws/pkg"), files, 2, &err));
}

static const char *in_mirror(const char *path)
{
    struct mirror mirror = mirror_here();
    return mirror_path(&arena, &mirror, path_join(&arena, top, path));
}

static bool is_link(const char *path)
{
    struct stat st;
    assert_int_equal(lstat(in_mirror(path), &st), 0);
    return S_ISLNK(st.st_mode);
}

static struct text content(const char *path)
{
    struct text text = {0};
    assert_true(file_read(&arena, path, &text, &err));
    return text;
}

static void only_what_differs_is_a_file(void **state)
{
    (void)state;
    make_mirror("changed", NULL);
    assert_true(text_is(content(in_mirror("home/ws/pkg/src/lib.rs")), "changed"));
    assert_false(is_link("home/ws/pkg/src/lib.rs"));
    assert_true(is_link("home/ws/pkg/src/a/mod.rs"));
    assert_false(is_link("home/ws/pkg/src/a"));
    assert_true(is_link("home/ws/pkg/assets"));
    assert_true(text_is(content(in_mirror("home/ws/pkg/assets/deep/y.txt")), "y"));
    assert_true(text_is(content(in_mirror("home/ws/pkg/src/a/note.txt")), "note"));
}

static void names_that_lead_out_of_the_package_work(void **state)
{
    (void)state;
    make_mirror("changed", NULL);
    const char *relative =
        arena_printf(&arena, "%s/../../../data/x.txt", in_mirror("home/ws/pkg/src"));
    assert_true(text_is(content(relative), "x"));
    assert_false(file_exists(in_mirror("home/ws/other")));
}

static void a_file_that_stays_the_same_is_not_touched(void **state)
{
    (void)state;
    make_mirror("changed", NULL);
    struct stat before, after;
    assert_int_equal(stat(in_mirror("home/ws/pkg/src/lib.rs"), &before), 0);
    make_mirror("changed", NULL);
    assert_int_equal(stat(in_mirror("home/ws/pkg/src/lib.rs"), &after), 0);
    assert_int_equal(before.st_ino, after.st_ino);
}

static void links_and_files_change_places(void **state)
{
    (void)state;
    make_mirror("changed", NULL);
    make_mirror(NULL, "changed too");
    assert_true(is_link("home/ws/pkg/src/lib.rs"));
    assert_true(text_is(content(in_mirror("home/ws/pkg/src/a/mod.rs")), "changed too"));
    /* Nothing was written through the link. */
    assert_true(
        text_is(content(path_join(&arena, top, "home/ws/pkg/src/a/mod.rs")), "pub fn f() {}"));
}

static void what_is_gone_goes(void **state)
{
    (void)state;
    make("home/ws/pkg/src/late.rs", "");
    make_mirror("changed", NULL);
    assert_true(is_link("home/ws/pkg/src/late.rs"));
    assert_true(path_remove(path_join(&arena, top, "home/ws/pkg/src/late.rs"), &err));
    make_mirror("changed", NULL);
    struct stat st;
    assert_int_not_equal(lstat(in_mirror("home/ws/pkg/src/late.rs"), &st), 0);
}

static void a_folder_that_was_a_link_becomes_one_with_files(void **state)
{
    (void)state;
    struct mirror mirror = mirror_here();
    struct mirrored_file root = file("home/ws/pkg/src/lib.rs", "changed");
    const char *package = path_join(&arena, top, "home/ws/pkg");
    assert_true(mirror_make(&mirror, package, &root, 1, &err));
    assert_true(is_link("home/ws/pkg/src/a"));
    make_mirror("changed", "changed");
    assert_false(is_link("home/ws/pkg/src/a"));
    assert_true(mirror_make(&mirror, package, &root, 1, &err));
    assert_true(is_link("home/ws/pkg/src/a"));
    assert_true(file_exists(path_join(&arena, top, "home/ws/pkg/src/a/note.txt")));
}

static void names_translate_back(void **state)
{
    (void)state;
    struct mirror mirror = {.top = "/m", .working_dir = "/ws", .relative = true};
    struct arguments users = {0}, made = {0};
    arguments_add(&arena, &users, "/home/me=/x");
    arguments_add(&arena, &users, "src=from");
    mirror_remaps(&arena, &mirror, &users, &made);
    assert_int_equal(made.len, 4);
    assert_string_equal(made.at[0], "--remap-path-prefix=/m=/");
    assert_string_equal(made.at[1], "--remap-path-prefix=/m/home/me=/x");
    assert_string_equal(made.at[2], "--remap-path-prefix=/m/ws=");
    assert_string_equal(made.at[3], "--remap-path-prefix=/m/ws/src=from");
    assert_string_equal(mirror_original(&arena, &mirror, "src/../lib.rs"), "/ws/lib.rs");
    assert_string_equal(mirror_original(&arena, &mirror, "/o/lib.rs"), "/o/lib.rs");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(only_what_differs_is_a_file, set_up, tear_down),
        cmocka_unit_test_setup_teardown(names_that_lead_out_of_the_package_work, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_file_that_stays_the_same_is_not_touched, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(links_and_files_change_places, set_up, tear_down),
        cmocka_unit_test_setup_teardown(what_is_gone_goes, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_folder_that_was_a_link_becomes_one_with_files, set_up,
                                        tear_down),
        cmocka_unit_test(names_translate_back),
    };
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    arena_finish(&arena);
    return failed;
}
