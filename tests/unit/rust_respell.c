#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "nested.h"
#include "rust/items.h"
#include "rust/respell.h"

static void assert_expanded(const char *name, const char *expected)
{
    struct arena arena = {0};
    struct text made = respell_name(&arena, text_of(name));
    if (!text_is(made, expected))
        fail_msg("'%s' became '%.*s'", name, TEXT_ARG(made));
    arena_finish(&arena);
}

static void types_lose_lifetimes_and_arguments(void **state)
{
    (void)state;
    assert_expanded("<&'a BitSetNot<A> as Join>::get", "<&BitSetNot as Join>::get");
    assert_expanded("m::<std::vec::Vec<(A, B)> as Join<'b, C>>::get",
                    "m::<std::vec::Vec as Join>::get");
    assert_expanded("m::Set<'a, T>::get", "m::Set::get");
    assert_expanded("Set::<T>::get::inner", "Set::get::inner");
    assert_expanded("<<T as A>::B<C> as D>::f", "<<T as A>::B as D>::f");
    assert_expanded("<for<'x> fn(&'x u8) -> Vec<u8> as T>::f", "<fn(&u8) -> Vec as T>::f");
    assert_expanded("<&(dyn Fn(&'a u8) -> u8 + Send + 'a) as T>::f",
                    "<&(dyn Fn(&u8) -> u8 + Send) as T>::f");
    assert_expanded("m::::std::Set<A>::get", "m::std::Set::get");
    assert_expanded("<dyn Shape + 'static as T>::f", "<dyn Shape as T>::f");
}

static void bounds_lose_lifetimes(void **state)
{
    (void)state;
    assert_expanded("<&(dyn A + 'a + B + 'b + 'c + C) as T>::f", "<&(dyn A + B + C) as T>::f");
    assert_expanded("<&(dyn 'a + A) as T>::f", "<&(dyn A) as T>::f");
    assert_expanded("<&(dyn 'a + 'b + for<'c> A<'c> + B) as T>::f", "<&(dyn A + B) as T>::f");
    assert_expanded("<fn(&(dyn A + 'a), u8) as T>::f", "<fn(&(dyn A), u8) as T>::f");
    assert_expanded("<dyn 'static + Shape as T>::f", "<dyn Shape as T>::f");
    assert_expanded("<dyn 'static + Shape + Send as T>::f", "<dyn Shape as T>::f");
    assert_expanded("<dyn Shape + 'static + Send as T>::f", "<dyn Shape as T>::f");
}

static void types_that_are_no_path_get_brackets(void **state)
{
    (void)state;
    assert_expanded("m::dyn a::Shape + Send::area", "m::<dyn a::Shape>::area");
    assert_expanded("[u8; { 3 }]::f", "<[u8; {3}]>::f");
}

static void words_lose_what_makes_them_raw(void **state)
{
    (void)state;
    assert_expanded("m::r#fn", "m::fn");
    assert_expanded("r#impl::r#match", "impl::match");
}

static void blanks_are_those_of_a_name(void **state)
{
    (void)state;
    assert_expanded("<(a :: A,\n        b::B<C>) as T>::f", "<(a::A, b::B) as T>::f");
    assert_expanded("<& 'a [u8 ; 4] as T>::f", "<&[u8; 4] as T>::f");
}

static void other_names_stay(void **state)
{
    (void)state;
    static const char *const names[] = {
        "",
        "main",
        "fn",
        "dyn",
        "a::for::dyn",
        "größe::日本",
        "<a::Parser as core::fmt::Display>::fmt::inner",
        "m::<[u8; N*2]>::f",
        "<dyn Shape>::area",
        "<dyn Fn(A) -> B as T>::f",
        "<(A,) as Join>::get",
        "<*const() as T>::f",
        "<a::trait::B as T>::f",
        "<! as T>::f",
        "<$ty as T>::$name",
        "m::$crate::Set::get",
        "…::get",
        "<(…) as T>::f",
        "<<T as Map… as T>::f",
        "<(A, B… as T>::f",
        "<a::very::long::path::that::was::cut::short::by::what::wrote::it::since::nobody::reads::"
        "so::"
        "long::a::name::anyway::when::it::is::on… as T>::f",
    };
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        assert_expanded(names[i], names[i]);
}

/* Names as the scanner finds them, where no macro wrote the functions. */
static void names_in_sources_stay(void **state)
{
    (void)state;
    struct arena arena = {0};
    struct text source =
        TEXT("impl<'a, T> Join for &'a Set<T> { fn get() { fn inner() {} } }"
             "impl<T: A> a::Set<T> { fn r#fn() {} } impl dyn A + Send { fn a() {} }"
             "impl A for [u8; { N + 1 }] { fn a() {} } impl A for (A, B<C>,) { fn a() {} }"
             "impl A for Box<dyn Fn(u8) -> u8> { fn a() {} } impl !A for ! { fn a() {} }"
             "impl<T> A for <T as B>::C where T: D { fn a() {} } impl A for m![a b] { fn a() {} }"
             "impl A for for<'a> fn(&'a u8, ...) -> *mut u8 { fn a() {} } trait B { fn b() {} }");
    struct items items;
    items_scan(&arena, source, NULL, &items);
    assert_int_equal(items.functions.len, 12);
    for (size_t i = 0; i < items.functions.len; i++) {
        const char *path = arena_string(&arena, items.functions.at[i].path);
        assert_expanded(path, path);
    }
    arena_finish(&arena);
}

static void work_grows_with_the_text(void **state)
{
    (void)state;
    static const char *const parts[] = {"<", "<A as ",  "a::", "&a::",    "dyn A+",
                                        "(", "a<'b>::", "'a+", "(dyn 'a+"};
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        struct arena arena = {0};
        respell_name(&arena, nested(&arena, parts[i], "", 300 * 1000));
        arena_finish(&arena);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(types_lose_lifetimes_and_arguments),
        cmocka_unit_test(bounds_lose_lifetimes),
        cmocka_unit_test(types_that_are_no_path_get_brackets),
        cmocka_unit_test(words_lose_what_makes_them_raw),
        cmocka_unit_test(blanks_are_those_of_a_name),
        cmocka_unit_test(other_names_stay),
        cmocka_unit_test(names_in_sources_stay),
        cmocka_unit_test(work_grows_with_the_text),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
