/* What the rewriter does, and what it writes, grows with the text and no faster. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "nested.h"
#include "rewrite/rewrite.h"

#define DEPTH ((size_t)5 * 1000)
#define MOST_PER_LEVEL 2000

static struct text rewritten(struct arena *arena, struct text source)
{
    struct source_file file = {.path = "/project/src/main.rs", .text = source};
    items_scan(arena, source, NULL, &file.items);
    struct crate crate = {.files = {&file, 1, 1}};
    struct selector everything = {0};
    struct plan plan;
    plan_make(arena, &crate, &(struct plan_options){.selector = &everything, .project = "/project"},
              &plan);
    struct rewrite_options options = {.crate = "program",
                                      .project = "/project",
                                      .edition = 2021,
                                      .allocator = ALLOCATOR_PROVIDE,
                                      .program = true,
                                      .start = ""};
    struct insertions insertions;
    rewrite_file(arena, &crate, 0, &plan, &options, &insertions);
    return rewrite_apply(arena, source, &insertions);
}

static void nested_text_is_rewritten_in_proportion(void **state)
{
    (void)state;
    static const struct {
        const char *open, *close;
    } nests[] = {
        {"async fn f()->[A;{", "}]{m!()}"},
        {"async fn f()->impl A<", ">{m!()}"},
        {"async fn f(){a.await;", "}"},
        {"async fn f(){a.await;impl[A;{", "}]{}}"},
        {"async fn f(){m!(", ")}"},
        {"impl[A;{", "}]{fn f(){}}"},
        {"#[cfg(a)]mod a{#[global_allocator]static A:B=B;", "}"},
        {"#[global_allocator]static A:B={", "B};"},
        {"macro_rules!m{()=>{fn[<a $b>](){", "}}}"},
    };
    for (size_t i = 0; i < sizeof nests / sizeof *nests; i++) {
        struct arena arena = {0};
        struct text made = rewritten(&arena, nested(&arena, nests[i].open, nests[i].close, DEPTH));
        assert_true(made.len < MOST_PER_LEVEL * DEPTH);
        arena_finish(&arena);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(nested_text_is_rewritten_in_proportion)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
