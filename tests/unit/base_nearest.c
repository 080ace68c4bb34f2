#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/nearest.h"

static void the_nearest_name_is_found_or_none(void **state)
{
    (void)state;
    struct text verbs[] = {TEXT("build"), TEXT("run"), TEXT("report")};
    assert_int_equal(nearest_index(TEXT("biuld"), verbs, 3), 0);
    assert_int_equal(nearest_index(TEXT("reprot"), verbs, 3), 2);
    assert_int_equal(nearest_index(TEXT("zzz"), verbs, 3), SIZE_MAX);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_nearest_name_is_found_or_none),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
