#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "rewrite/returns.h"

static void check_returns(const char *type, const char *expected)
{
    struct buffer out = {0};
    returns_as_local(text_of(type), &out);
    assert_string_equal(out.at, expected);
    buffer_finish(&out);
}

static void return_types_become_types_of_variables(void **state)
{
    (void)state;
    check_returns("Result<u32, Error>", "Result<u32, Error>");
    check_returns("impl Iterator<Item = u8> + 'a", "_");
    check_returns("Result<impl Fn(A) -> B + Send, E>", "Result<_, E>");
    check_returns("(impl A<impl B>, [impl C; 4], &'a mut impl D)", "(_, [_; 4], &'a mut _)");
    check_returns("Vec<Option<impl A>>", "Vec<Option<_>>");
    check_returns("r#type<'_, Self::Item>", "r#type<'_, Self::Item>");
    check_returns("A< // why\n B, /* and */ C\n>", "A< B, C >");
    check_returns("tuple!(a, \"b\n\")", "_");
    assert_true(returns_never(TEXT(" ! ")));
    assert_false(returns_never(TEXT("Result<!, E>")));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(return_types_become_types_of_variables),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
