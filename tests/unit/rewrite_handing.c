#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "rewrite/handing.h"

/* As in rayon-core. */
static const char job[] = "pub(super) struct JobRef {\n"
                          "    pointer: *const (),\n"
                          "}\n"
                          "impl JobRef {\n"
                          "    pub(super) unsafe fn new<T>(data: *const T) -> JobRef {\n"
                          "        JobRef {\n"
                          "            pointer: data as *const (),\n"
                          "        }\n"
                          "    }\n"
                          "    pub(super) unsafe fn execute(self) {\n"
                          "        (self.execute_fn)(self.pointer)\n"
                          "    }\n"
                          "}\n";

static struct text with_hooks(struct arena *arena, const char *crate, const char *module,
                              const char *text)
{
    struct source_file file = {.module = text_of(module), .text = text_of(text)};
    struct insertions made = {0};
    handing_insert(arena, crate, &file, &made);
    return rewrite_apply(arena, file.text, &made);
}

static void has(struct text text, const char *part)
{
    if (text_find(text, text_of(part)) < 0)
        fail_msg("no '%s' in: %.*s", part, TEXT_ARG(text));
}

static void a_job_carries_who_handed_it_over(void **state)
{
    struct arena arena = {0};
    (void)state;
    struct text text = with_hooks(&arena, "rayon_core", "job", job);
    has(text, "struct JobRef { pub(crate) __piano: ::__piano::Handed,\n");
    has(text, "        JobRef { __piano: ::__piano::Handed::here(),\n            pointer: data");
    has(text, "let __piano = self.__piano.begin(); (self.execute_fn)(self.pointer)\n");
    assert_int_equal(text.len, strlen(job) + strlen(" pub(crate) __piano: ::__piano::Handed,") +
                                   strlen(" __piano: ::__piano::Handed::here(),") +
                                   strlen("let __piano = self.__piano.begin(); "));
    arena_finish(&arena);
}

static void other_files_are_left_alone(void **state)
{
    struct arena arena = {0};
    (void)state;
    assert_true(text_is(with_hooks(&arena, "rayon_core", "registry", job), job));
    assert_true(text_is(with_hooks(&arena, "rayon", "job", job), job));
    arena_finish(&arena);
}

/* Another version: what is known of it is not enough, or not certain. */
static void all_of_it_or_nothing(void **state)
{
    struct arena arena = {0};
    (void)state;
    const char *without_end = arena_printf(&arena, "%.*s", (int)strlen(job) - 50, job);
    assert_true(text_is(with_hooks(&arena, "rayon_core", "job", without_end), without_end));
    const char *twice = arena_printf(&arena, "%s%s", job, job);
    assert_true(text_is(with_hooks(&arena, "rayon_core", "job", twice), twice));
    arena_finish(&arena);
}

static void crates_are_known_by_name(void **state)
{
    (void)state;
    assert_true(handing_concerns("rayon_core"));
    assert_true(handing_concerns("tokio"));
    assert_true(handing_concerns("async_task"));
    assert_false(handing_concerns("rayon"));
    assert_false(handing_concerns("tokio_util"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_job_carries_who_handed_it_over),
        cmocka_unit_test(other_files_are_left_alone),
        cmocka_unit_test(all_of_it_or_nothing),
        cmocka_unit_test(crates_are_known_by_name),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
