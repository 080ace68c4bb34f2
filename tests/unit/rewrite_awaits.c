#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "rewrite/awaits.h"
#include "rewrite/rewrite.h"

/* How many awaits are seen in a function of the source, or -1 where some may hide. */
static int awaits_of_function(const char *source, uint32_t function)
{
    struct arena arena = {0};
    struct items items;
    struct awaits awaits;
    items_scan(&arena, text_of(source), NULL, &items);
    assert_true(items.functions.len > function);
    awaits_find(&arena, text_of(source), &items, &awaits);
    int count = 0;
    for (size_t i = 0; i < awaits.seen.len; i++) {
        assert_int_equal(source[awaits.seen.at[i].at], '.');
        count += awaits.seen.at[i].function == function;
    }
    if (awaits.hidden[function])
        count = -1;
    arena_finish(&arena);
    return count;
}

static int awaits_of(const char *source)
{
    return awaits_of_function(source, 0);
}

static void awaits_in_plain_sight_are_found(void **state)
{
    (void)state;
    assert_int_equal(awaits_of("async fn f() {}"), 0);
    assert_int_equal(awaits_of("async fn f() { a.await; b()? . await.c.await }"), 3);
    assert_int_equal(awaits_of("fn f() { a.await }"), 0);
    assert_int_equal(awaits_of("async fn f() { x.r#await; \".await\"; /* .await */ }"), 0);
    assert_int_equal(awaits_of("async fn f() { println!(\"{}\", a.await); std::vec![b.await] }"),
                     2);
    assert_int_equal(awaits_of("async fn f() { return !(a.await); }"), 1);
}

static void awaits_of_others_are_left_to_them(void **state)
{
    (void)state;
    assert_int_equal(awaits_of("async fn f() { async { a.await }.await }"), 1);
    assert_int_equal(
        awaits_of("async fn f() { async move { a.await }; |x| async move { x.await } }"), 0);
    assert_int_equal(awaits_of("async fn f() { async fn g() { a.await } g().await }"), 1);
    assert_int_equal(awaits_of("async fn f() { macro_rules! m { () => { a.await } } }"), 0);
    assert_int_equal(awaits_of("async fn f() { info!(\"{}\", 1); ensure!(x); b.await }"), 1);
}

static void a_fragment_is_no_body_to_look_into(void **state)
{
    (void)state;
    assert_int_equal(awaits_of_function("macro_rules! m { ($b:block) => { fn f() $b } }"
                                        "async fn g() { a.await }",
                                        1),
                     1);
}

static void a_type_awaits_nothing(void **state)
{
    (void)state;
    assert_int_equal(awaits_of("async fn f() { impl [A; b.await] {} impl async {} c.await }"), 1);
}

static void awaits_that_may_hide_are_suspected(void **state)
{
    (void)state;
    assert_int_equal(awaits_of("async fn f() { tokio::select! { x = a => x } }"), -1);
    assert_int_equal(awaits_of("async fn f() { join!(a, b); }"), -1);
    assert_int_equal(awaits_of("async fn f() { vec![mine!()]; }"), -1);
    assert_int_equal(awaits_of("async fn f() { assert!(a.await) }"), -1);
    assert_int_equal(awaits_of("async fn f() { async |x| x.await }"), -1);
    assert_int_equal(awaits_of("async fn f() { for await x in y {} }"), -1);
    assert_int_equal(awaits_of("macro_rules! m { ($e:expr) => { async fn f() { $e } } }"), -1);
    assert_int_equal(awaits_of("macro_rules! m { () => { async fn f() { $crate::g().await } } }"),
                     1);
}

static void offsets_lead_back_to_the_original(void **state)
{
    (void)state;
    struct arena arena = {0};
    struct insertion list[] = {{0, TEXT("<<"), LEFT_OUT}, {3, TEXT("[]"), 7}, {6, TEXT("!"), 8}};
    struct insertions insertions = {list, 3, 3};
    struct text made = rewrite_apply(&arena, TEXT("abcdef"), &insertions);
    assert_true(text_is(made, "<<abc[]def!"));
    const struct insertion *inside;
    assert_int_equal(rewrite_original_offset(&insertions, 1, &inside), 0);
    assert_ptr_equal(inside, &list[0]);
    assert_int_equal(rewrite_original_offset(&insertions, 2, &inside), 0);
    assert_null(inside);
    assert_int_equal(rewrite_original_offset(&insertions, 5, &inside), 3);
    assert_ptr_equal(inside, &list[1]);
    assert_int_equal(rewrite_original_offset(&insertions, 9, &inside), 5);
    assert_null(inside);
    assert_int_equal(rewrite_original_offset(&insertions, 10, &inside), 6);
    assert_ptr_equal(inside, &list[2]);
    assert_int_equal(rewrite_original_offset(&insertions, 11, &inside), 6);
    arena_finish(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(awaits_in_plain_sight_are_found),
        cmocka_unit_test(awaits_of_others_are_left_to_them),
        cmocka_unit_test(a_fragment_is_no_body_to_look_into),
        cmocka_unit_test(a_type_awaits_nothing),
        cmocka_unit_test(awaits_that_may_hide_are_suspected),
        cmocka_unit_test(offsets_lead_back_to_the_original),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
