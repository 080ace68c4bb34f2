#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "rust/attributed.h"

/* What stands behind the attribute that begins at the first `#` of the text. */
static void assert_item(const char *text, const char *expected)
{
    struct text source = text_of(text);
    struct span item = attributed_item(source, (uint32_t)text_find(source, TEXT("#")));
    assert_true(text_is(text_slice(source, item.start, item.end), expected));
}

static void an_item_begins_behind_its_attributes(void **state)
{
    (void)state;
    assert_item("fn a() {} #[x] fn b() { {} } fn c() {}", "fn b() { {} }");
    assert_item("#[x(y)] /// b\n #[z] pub(crate) async unsafe fn b() {} ",
                "pub(crate) async unsafe fn b() {}");
    assert_item("#[x] extern \"C\" fn b() -> [u8; { 1 }] {}",
                "extern \"C\" fn b() -> [u8; { 1 }] {}");
    assert_item("#[x] const fn b() {}", "const fn b() {}");
}

static void an_item_may_hold_many_functions(void **state)
{
    (void)state;
    assert_item("#[x] impl A<{ 1 }> for B { fn a() {} fn b() {} } fn c() {}",
                "impl A<{ 1 }> for B { fn a() {} fn b() {} }");
    assert_item("#[x] mod a { fn b() {} }", "mod a { fn b() {} }");
    assert_item("#[x] pub unsafe trait A: B { fn b() {} }", "pub unsafe trait A: B { fn b() {} }");
}

static void what_has_no_body_is_no_item(void **state)
{
    (void)state;
    assert_item("#[x] struct A { b: u8 } fn c() {}", "");
    assert_item("#[x] mod a; fn c() {}", "");
    assert_item("#[x] let a = 1; fn c() {}", "");
    assert_item("#![x] fn c() {}", "");
    assert_item("#[x]", "");
    assert_item("#[x] fn c() {", "");
}

static void elsewhere_begins_no_attribute(void **state)
{
    (void)state;
    struct text source = TEXT("#[x] fn a() {}");
    assert_int_equal(attributed_item(source, 1).end, 0);
    assert_int_equal(attributed_item(source, 5).end, 0);
    assert_int_equal(attributed_item(source, 100).end, 0);
    assert_int_equal(attributed_item(TEXT(""), 0).end, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_item_begins_behind_its_attributes),
        cmocka_unit_test(an_item_may_hold_many_functions),
        cmocka_unit_test(what_has_no_body_is_no_item),
        cmocka_unit_test(elsewhere_begins_no_attribute),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
