#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/file.h"
#include "base/nearest.h"
#include "base/process.h"
#include "base/text.h"

static void slices_are_compared_by_bytes(void **state)
{
    (void)state;
    assert_true(text_is(text_trim(TEXT("  a b\n")), "a b"));
    assert_true(text_starts(TEXT("abc"), "ab"));
    assert_false(text_starts(TEXT("a"), "ab"));
    assert_true(text_ends(TEXT("x.rs"), ".rs"));
    assert_int_equal(text_find(TEXT("hello"), TEXT("ll")), 2);
    assert_int_equal(text_find(TEXT("hello"), TEXT("z")), -1);
}

/* What is wrong shows under clang's sanitizer alone. */
static void a_slice_of_nothing_is_nothing(void **state)
{
    (void)state;
    struct text none = text_slice((struct text){0}, 0, 0);
    assert_null(none.at);
    assert_int_equal(none.len, 0);
}

static void a_list_is_cut_at_its_separators(void **state)
{
    (void)state;
    struct text rest = TEXT("a,,b"), part;
    const char *expected[] = {"a", "", "b"};
    size_t count = 0;
    while (text_next(&rest, ',', &part))
        assert_true(text_is(part, expected[count++]));
    assert_int_equal(count, 3);
}

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

static void an_array_grows_and_keeps_its_elements(void **state)
{
    (void)state;
    struct arena arena = {0};
    ARRAY(int) numbers = {0};
    for (int i = 0; i < 1000; i++)
        array_push(&arena, &numbers, i);
    assert_int_equal(numbers.len, 1000);
    for (int i = 0; i < 1000; i++)
        assert_int_equal(numbers.at[i], i);
    arena_finish(&arena);
}

static void the_nearest_name_is_found_or_none(void **state)
{
    (void)state;
    struct text verbs[] = {TEXT("build"), TEXT("run"), TEXT("report")};
    assert_int_equal(nearest_index(TEXT("biuld"), verbs, 3), 0);
    assert_int_equal(nearest_index(TEXT("reprot"), verbs, 3), 2);
    assert_int_equal(nearest_index(TEXT("zzz"), verbs, 3), SIZE_MAX);
}

static void a_program_that_is_missing_is_an_error(void **state)
{
    (void)state;
    const char *argv[] = {"/no/such/program", NULL};
    struct error err = {0};
    int status;
    assert_false(process_run(&(struct command_line){.argv = argv}, &status, &err));
    assert_non_null(strstr(err.message, "/no/such/program"));
}

static void output_is_captured_and_the_status_kept(void **state)
{
    (void)state;
    struct arena arena = {0};
    const char *argv[] = {"sh", "-c", "echo $WORD; exit 3", NULL};
    const char *env[] = {"WORD=hello", NULL};
    struct error err = {0};
    struct text out;
    int status;
    struct command_line command = {.argv = argv, .env = env};
    assert_true(process_capture(&arena, &command, &out, &status, &err));
    assert_true(text_is(out, "hello\n"));
    assert_int_equal(process_exit_code(status), 3);
    arena_finish(&arena);
}

/* Room for one pipe and the half of another. */
static void descriptors_are_given_back_where_there_are_too_few(void **state)
{
    (void)state;
    struct command_line command = {.argv = (const char *const[]){"true", NULL}};
    struct rlimit before, few;
    struct error err = {0};
    int status, next = dup(STDIN_FILENO);
    close(next);
    assert_int_equal(getrlimit(RLIMIT_NOFILE, &before), 0);
    few = before;
    few.rlim_cur = (rlim_t)next + 3;
    assert_int_equal(setrlimit(RLIMIT_NOFILE, &few), 0);
    bool ok = process_lines(&command, line_drop, line_drop, NULL, &status, &err);
    int after = dup(STDIN_FILENO);
    assert_int_equal(setrlimit(RLIMIT_NOFILE, &before), 0);
    assert_false(ok);
    assert_non_null(strstr(err.message, "cannot start 'true'"));
    assert_int_equal(after, next);
    close(after);
}

static void the_last_part_of_a_path_stands_behind_its_last_colons(void **state)
{
    (void)state;
    assert_true(text_is(text_last_part(TEXT("parser::Lexer::next")), "next"));
    assert_true(text_is(text_last_part(TEXT("<T as a::Trait>::f")), "f"));
    assert_true(text_is(text_last_part(TEXT("main")), "main"));
    assert_true(text_is(text_last_part(TEXT("a:b")), "a:b"));
    assert_int_equal(text_last_part(TEXT("a::")).len, 0);
    assert_int_equal(text_last_part((struct text){0}).len, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_last_part_of_a_path_stands_behind_its_last_colons),
        cmocka_unit_test(slices_are_compared_by_bytes),
        cmocka_unit_test(a_slice_of_nothing_is_nothing),
        cmocka_unit_test(a_list_is_cut_at_its_separators),
        cmocka_unit_test(paths_are_made_absolute_and_relative),
        cmocka_unit_test(an_array_grows_and_keeps_its_elements),
        cmocka_unit_test(the_nearest_name_is_found_or_none),
        cmocka_unit_test(a_program_that_is_missing_is_an_error),
        cmocka_unit_test(output_is_captured_and_the_status_kept),
        cmocka_unit_test(descriptors_are_given_back_where_there_are_too_few),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
