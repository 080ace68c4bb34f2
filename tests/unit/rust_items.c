#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "nested.h"
#include "rust/items.h"

static void macros_of_other_files_are_entered(void **state)
{
    (void)state;
    struct arena arena = {0};
    struct text source = TEXT("theirs! { fn first() {} } others! { fn second() {} }");
    struct text names[] = {TEXT("theirs"), TEXT("theirs")};
    struct items items;
    items_scan(&arena, source, &(struct known_macros){names, 2}, &items);
    assert_int_equal(items.functions.len, 2);
    assert_int_equal(items.functions.at[0].flags, FN_IN_CALL);
    assert_int_equal(items.functions.at[1].flags, FN_IN_TOKENS);
    items_scan(&arena, source, NULL, &items);
    assert_int_equal(items.functions.at[0].flags, FN_IN_TOKENS);
    arena_finish(&arena);
}

static void an_empty_file_has_room_for_an_item(void **state)
{
    (void)state;
    struct arena arena = {0};
    struct items items;
    items_scan(&arena, (struct text){NULL, 0}, NULL, &items);
    assert_true(items.balanced);
    assert_int_equal(items.root_insert, 0);
    items_scan(&arena, TEXT("//! Only docs, and no newline"), NULL, &items);
    assert_int_equal(items.root_insert, LEFT_OUT);
    arena_finish(&arena);
}

/* Each is a way in which the scanner could look at the same tokens again and again. */
static const struct {
    const char *open, *close;
} nests[] = {
    {"{", "}"},
    {"([{", "}])"},
    {"fn f(){", "}"},
    {"impl A{fn f(){", "}}"},
    {"mod a{", "}"},
    {"#[cfg(a)]mod a{", "}"},
    {"#[path=\"a\"]mod a{mod b;", "}"},
    {"trait A{", "}"},
    {"m!{", "}"},
    {"m!{fn f(){", "}}"},
    {"m!{macro_rules!m{($($x:tt)*)=>{n!{$($x)*}$($x)*", "}}}"},
    {"cfg_if!{if #[cfg(a)]{", "}}"},
    {"macro_rules!m{()=>{", "}}"},
    {"macro_rules!m{($x:item)=>{$x fn f(){", "}}}"},
    {"fn f<", ">(){}"},
    {"fn f()->", "{}"},
    {"fn f(", "){}"},
    {"impl<", ">A{}"},
    {"[]impl<", ""},
    {"[]impl A for ", "{}"},
    {"trait A<", ">{}"},
    {"#[a]fn f(){}", ""},
    {"#[a]", "fn f(){}"},
    {"$(", ")* fn f(){}"},
    {"#[cfg(all(", "))]"},
    {"#[cfg_attr(a,", ")]"},
    {"#[cfg(test)]", ""},
    {"#[a]$((", "fn f(){}))*fn f(){}"},
    {"cfg_if!(", "{})"},
    {"cfg_if!{#[a]", "const A:B={};}"},
    {"#[cfg(test)]const A:(", ")=1;"},
    {"#[global_allocator]static A:<", ">=1;"},
    {"{#![a]", "}"},
    {"/*", "*/"},
    {"fn f(){/*!", "*/}"},
    {"r#\"", "\"#"},
    {"'a", ""},
    {"//!\n", ""},
};

static void scan_nests(size_t depth)
{
    for (size_t i = 0; i < sizeof nests / sizeof *nests; i++) {
        struct arena arena = {0};
        struct items items;
        items_scan(&arena, nested(&arena, nests[i].open, nests[i].close, depth), NULL, &items);
        for (size_t j = 0; j < items.functions.len; j++)
            assert_true(items.functions.at[j].path.len < 1000);
        arena_finish(&arena);
    }
}

static void ten_thousand_nested_brackets_are_scanned(void **state)
{
    (void)state;
    scan_nests(10 * 1000);
}

/* Work that is quadratic in the text would not end within the patience of the test's driver. */
static void work_grows_with_the_text(void **state)
{
    (void)state;
    scan_nests(300 * 1000);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(macros_of_other_files_are_entered),
        cmocka_unit_test(an_empty_file_has_room_for_an_item),
        cmocka_unit_test(ten_thousand_nested_brackets_are_scanned),
        cmocka_unit_test(work_grows_with_the_text),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
