#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "wrapper/depinfo.h"

static struct arena arena;

static void names_in_the_mirror_become_the_users_own(void **state)
{
    (void)state;
    struct mirror mirror = {
        .top = "/t/piano/mirror/a b", .working_dir = "/home/me/my ws", .relative = true};
    struct text text = TEXT("/t/piano/debug/deps/a.d: "
                            "/t/piano/mirror/a\\ b/home/me/my\\ ws/a/src/main.rs "
                            "/t/piano/mirror/a\\ b/home/me/other/x.txt /gen/out.rs\n\n"
                            "/t/piano/mirror/a\\ b/home/me/my\\ ws/a/src/main.rs:\n"
                            "# env-dep:OUT_DIR=/gen\n");
    struct text restored = depinfo_restore(&arena, text, &mirror, "PLAN", "12");
    assert_string_equal(restored.at,
                        "/t/piano/debug/deps/a.d: a/src/main.rs /home/me/other/x.txt /gen/out.rs\n"
                        "\na/src/main.rs:\n# env-dep:OUT_DIR=/gen\n\n# env-dep:PLAN=12\n");
}

static void absolute_names_stay_absolute(void **state)
{
    (void)state;
    struct mirror mirror = {.top = "/m", .working_dir = "/ws", .relative = false};
    struct text restored =
        depinfo_restore(&arena, TEXT("x: /m/ws/src/lib.rs\n"), &mirror, NULL, NULL);
    assert_true(text_is(restored, "x: /ws/src/lib.rs\n"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_in_the_mirror_become_the_users_own),
        cmocka_unit_test(absolute_names_stay_absolute),
    };
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    arena_finish(&arena);
    return failed;
}
