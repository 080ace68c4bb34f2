#include "../tool/cargo_folder.h"

#include "cargo/reach.h"

static void package(const char *name, const char *more)
{
    make(arena_printf(&arena, "%s/Cargo.toml", name),
         arena_printf(&arena, "[package]\nname = '%s'\nversion = '1.0.0'\nedition = '2021'\n%s",
                      name, more));
    make(arena_printf(&arena, "%s/src/lib.rs", name), "");
}

static int set_up(void **state)
{
    (void)state;
    begin_folder("cargo_reach.tmp");
    make("Cargo.toml", "[workspace]\nmembers = ['*']\nresolver = '2'\n"
                       "[patch.crates-io]\npatched = { path = 'patched' }\n");
    package("app", "[features]\ndefault = ['usual']\nusual = ['dep:usual']\n"
                   "rare = ['renamed/deep']\nweak = ['usual?/deep']\n"
                   "[dependencies]\nalways = { path = '../always' }\n"
                   "usual = { path = '../usual', optional = true }\n"
                   "renamed = { path = '../rare', package = 'rare', optional = true }\n"
                   "patched = '1'\nmacros = { path = '../macros' }\n"
                   "[dev-dependencies]\ntested = { path = '../tested' }\n"
                   "[build-dependencies]\nbuilt = { path = '../built' }\n");
    package("always", "");
    package("usual", "[features]\ndeep = ['dep:below']\n"
                     "[dependencies]\nbelow = { path = '../below', optional = true }\n");
    package("rare", "[features]\ndeep = ['dep:below']\n"
                    "[dependencies]\nbelow = { path = '../below', optional = true }\n");
    package("below", "");
    package("patched", "");
    package("macros",
            "[lib]\nproc-macro = true\n[dependencies]\nfor-macros = { path = '../for-macros' }\n");
    package("for-macros", "");
    package("tested", "");
    package("built", "");
    package("sibling", "[dependencies]\nusual = { path = '../usual', features = ['deep'] }\n");
    assert_int_equal(chdir(top), 0);
    return 0;
}

/* The names of what is reached from `app`, in order. */
static const char *reached(const char *const *flags, bool package_named, bool development)
{
    struct cargo cargo = {.flags = flags};
    struct project project;
    assert_true(project_load(&arena, &cargo, &project, &err));
    struct reach_request request = {
        .project = &project,
        .program = project_package(&project, TEXT("app")),
        .cargo = &cargo,
        .package_named = package_named,
        .development = development,
    };
    struct reached found;
    reach_packages(&arena, &request, &found);
    struct buffer names = {0};
    for (size_t i = 0; i < found.len; i++)
        buffer_printf(&names, "%s%.*s", i ? " " : "", TEXT_ARG(found.at[i]->name));
    const char *list = arena_string(&arena, buffer_text(&names));
    buffer_finish(&names);
    project_finish(&project);
    return list;
}

static void features_decide(void **state)
{
    (void)state;
    const struct {
        const char *const *flags;
        const char *expected;
    } cases[] = {
        {NULL, "app always patched usual"},
        {(const char *const[]){"--no-default-features", NULL}, "app always patched"},
        {(const char *const[]){"--features", "rare", NULL}, "app always patched rare usual below"},
        {(const char *const[]){"--features", "weak", NULL}, "app always patched usual below"},
        {(const char *const[]){"--no-default-features", "--features", "weak", NULL},
         "app always patched"},
        {(const char *const[]){"--no-default-features", "--features", "app/usual,weak", NULL},
         "app always patched usual below"},
        {(const char *const[]){"--features", "usual/deep", NULL}, "app always patched usual below"},
        {(const char *const[]){"--all-features", NULL}, "app always patched rare usual below"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_string_equal(reached(cases[i].flags, true, false), cases[i].expected);
}

static void what_else_is_built_adds_features(void **state)
{
    (void)state;
    assert_string_equal(reached(NULL, false, false), "app always patched usual below");
}

static void tests_need_more(void **state)
{
    (void)state;
    assert_string_equal(reached(NULL, true, true), "app always patched usual tested");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(features_decide, set_up, tear_down),
        cmocka_unit_test_setup_teardown(what_else_is_built_adds_features, set_up, tear_down),
        cmocka_unit_test_setup_teardown(tests_need_more, set_up, tear_down),
    };
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    arena_finish(&arena);
    return failed;
}
