#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/process.h"

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

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_program_that_is_missing_is_an_error),
        cmocka_unit_test(output_is_captured_and_the_status_kept),
        cmocka_unit_test(descriptors_are_given_back_where_there_are_too_few),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
