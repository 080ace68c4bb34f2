#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "run/live.h"

#define SECONDS UINT64_C(1000000000)
#define HOUR (3600 * SECONDS)

#define BOOT_DATE (400000 * HOUR)

/* The machine has run for a day and was suspended for ten hours of it. */
static const struct clock_moment now = {BOOT_DATE + 24 * HOUR, 14 * HOUR, 24 * HOUR};

static bool may_have_written(uint64_t run_unix_ns, uint64_t run_monotonic_ns, uint64_t start_ns)
{
    struct piano_header header = {
        .start_unix_ns = run_unix_ns,
        .first = {.ns = run_monotonic_ns},
    };
    return live_may_have_written(&header, start_ns, &now);
}

static void a_run_goes_on_after_the_machine_was_suspended(void **state)
{
    (void)state;
    assert_true(may_have_written(BOOT_DATE + HOUR, HOUR, HOUR));
    assert_true(may_have_written(BOOT_DATE + 23 * HOUR, 13 * HOUR, 23 * HOUR));
    assert_true(may_have_written(BOOT_DATE + 23 * HOUR, 13 * HOUR, HOUR));
}

static void a_process_that_began_after_the_run_is_another_one(void **state)
{
    (void)state;
    assert_false(may_have_written(BOOT_DATE + HOUR, HOUR, 2 * HOUR));
    assert_false(may_have_written(BOOT_DATE + 23 * HOUR, 13 * HOUR, 23 * HOUR + 60 * SECONDS));
}

static void a_run_of_another_boot_or_machine_has_ended(void **state)
{
    (void)state;
    assert_false(may_have_written(BOOT_DATE - HOUR, 60 * SECONDS, 10 * SECONDS));
    assert_false(may_have_written(BOOT_DATE - HOUR, HOUR, 10 * SECONDS));
    assert_false(may_have_written(BOOT_DATE + HOUR, 2 * HOUR, 10 * SECONDS));
    assert_false(may_have_written(BOOT_DATE + 23 * HOUR, 2 * HOUR, 10 * SECONDS));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_run_goes_on_after_the_machine_was_suspended),
        cmocka_unit_test(a_process_that_began_after_the_run_is_another_one),
        cmocka_unit_test(a_run_of_another_boot_or_machine_has_ended),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
