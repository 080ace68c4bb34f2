#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "cargo/predicate.h"

static const char facts[] = "target_arch=\"x86_64\"\n"
                            "target_env=\"gnu\"\n"
                            "target_feature=\"sse\"\n"
                            "target_feature=\"sse2\"\n"
                            "unix\n";

static bool holds(const char *predicate)
{
    return predicate_holds(text_of(predicate), TEXT(facts));
}

static void names_and_values(void **state)
{
    (void)state;
    assert_true(holds("unix"));
    assert_false(holds("windows"));
    assert_true(holds("target_arch = \"x86_64\""));
    assert_true(holds(" target_feature=\"sse2\" "));
    assert_false(holds("target_arch = \"x86\""));
    assert_false(holds("target_arch"));
    assert_false(holds("unix = \"\""));
    assert_true(holds("true"));
    assert_false(holds("false"));
}

static void combinations(void **state)
{
    (void)state;
    assert_true(holds("all(unix, target_env = \"gnu\")"));
    assert_false(holds("all(unix, target_env = \"musl\")"));
    assert_true(holds("any(windows, unix,)"));
    assert_false(holds("any(windows, target_env = \"musl\")"));
    assert_true(holds("not(windows)"));
    assert_false(holds("not(unix)"));
    assert_true(holds("all()"));
    assert_false(holds("any()"));
    assert_true(holds("all(not(any(windows, all(unix, target_env = \"musl\"))), unix)"));
}

static void no_predicates(void **state)
{
    (void)state;
    const char *const none[] = {
        "",
        "(",
        "unix unix",
        "unix)",
        "all(unix",
        "not()",
        "not(a, b)",
        "some(unix)",
        "all(unix unix)",
        "all(,unix)",
        "unix = ",
        "not(x = )",
        "target_env=gnu",
        "target_env=\"gnu",
        "not(",
        "any(unix, ,)",
        "any(unix) = \"\"",
        "\"unix\"",
    };
    for (size_t i = 0; i < sizeof none / sizeof *none; i++)
        assert_false(holds(none[i]));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_and_values),
        cmocka_unit_test(combinations),
        cmocka_unit_test(no_predicates),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
