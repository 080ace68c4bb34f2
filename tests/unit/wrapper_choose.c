#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "wrapper/choose.h"

static struct arena arena;

static struct target target(enum target_kind kind, const char *name)
{
    return (struct target){
        .kind = kind,
        .name = text_of(name),
        .runs = kind != TARGET_LIB && kind != TARGET_PROC_MACRO,
        .root = name,
    };
}

static void add_package(struct project *project, const char *name, const struct target *targets,
                        size_t count)
{
    struct package package = {
        .name = text_of(name),
        .folder = arena_printf(&arena, "/work/%s", name),
        .member = true,
    };
    for (size_t i = 0; i < count; i++)
        array_push(&arena, &package.targets, targets[i]);
    array_push(&arena, &project->packages, package);
    array_push(&arena, &project->chosen, project->packages.len - 1);
}

/* A workspace of a library, a package with one binary and one with two. */
static struct project workspace(void)
{
    struct project project = {0};
    struct target lib[] = {target(TARGET_LIB, "tools")};
    struct target one[] = {target(TARGET_BIN, "one"), target(TARGET_EXAMPLE, "show")};
    struct target two[] = {target(TARGET_BIN, "first"), target(TARGET_BIN, "second"),
                           target(TARGET_EXAMPLE, "show"), target(TARGET_TEST, "all")};
    add_package(&project, "tools", lib, 1);
    add_package(&project, "single", one, 2);
    add_package(&project, "double", two, 4);
    return project;
}

/* The name of the program chosen, or NULL and the sentence in `err`. */
static const char *chosen(struct project *project, struct build_request request, struct error *err)
{
    const struct package *package;
    const struct target *target;
    *err = (struct error){0};
    if (!choose_program(&arena, project, &request, &package, &target, err))
        return NULL;
    return arena_printf(&arena, "%.*s/%.*s", TEXT_ARG(package->name), TEXT_ARG(target->name));
}

static void the_only_binary_needs_no_name(void **state)
{
    (void)state;
    struct project project = workspace();
    struct error err;
    struct build_request request = {.package = "single"};
    assert_string_equal(chosen(&project, request, &err), "single/one");
    request.package = "single@0.1.0";
    assert_string_equal(chosen(&project, request, &err), "single/one");
}

static void a_package_has_the_names_that_cargo_gives_it(void **state)
{
    (void)state;
    struct project project = workspace();
    struct error err;
    static const char *const names[] = {
        "single:0.1.0",
        "sing*",
        "[rst]ingl?",
        "file:///work/single",
        "file:///work/single#0.1.0",
        "path+file:///work/single#0.1.0",
        "path+file:///work/single#single@0.1.0",
        "git+file:///work/single?branch=main#single",
    };
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        struct build_request request = {.package = names[i]};
        const char *found = chosen(&project, request, &err);
        assert_string_equal(found ? found : err.message, "single/one");
    }
    static const char *const others[] = {"", "/work/single", "file:///work/singl",
                                         "file:///work/single#double@0.1.0", "@0.1.0"};
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        assert_null(chosen(&project, (struct build_request){.package = others[i]}, &err));
}

static void only_members_are_offered(void **state)
{
    (void)state;
    struct project project = workspace();
    struct error err;
    project.packages.at[1].member = false;
    assert_null(chosen(&project, (struct build_request){.package = "single"}, &err));
    assert_non_null(strstr(err.message, "has no package 'single'; it has: tools, double"));
}

static void of_several_one_must_be_named(void **state)
{
    (void)state;
    struct project project = workspace();
    struct error err;
    assert_null(chosen(&project, (struct build_request){0}, &err));
    assert_non_null(strstr(err.message, "--bin: one, first, second"));
    struct build_request named = {.kind = TARGET_BIN, .target = "second"};
    assert_string_equal(chosen(&project, named, &err), "double/second");
}

static void default_run_names_one(void **state)
{
    (void)state;
    struct project project = workspace();
    struct error err;
    project.packages.at[2].default_run = TEXT("second");
    assert_string_equal(chosen(&project, (struct build_request){0}, &err), "double/second");
}

static void a_wrong_name_gets_the_nearest(void **state)
{
    (void)state;
    struct project project = workspace();
    struct error err;
    struct build_request request = {.kind = TARGET_BIN, .target = "secnd"};
    assert_null(chosen(&project, request, &err));
    assert_non_null(strstr(err.message, "did you mean 'second'?"));
    request = (struct build_request){.package = "singel"};
    assert_null(chosen(&project, request, &err));
    assert_non_null(strstr(err.message, "did you mean 'single'?"));
    request = (struct build_request){.kind = TARGET_BENCH, .target = "speed"};
    assert_null(chosen(&project, request, &err));
    assert_non_null(strstr(err.message, "nor any other"));
}

static void the_same_name_in_two_packages_needs_one_of_them(void **state)
{
    (void)state;
    struct project project = workspace();
    struct error err;
    struct build_request request = {.kind = TARGET_EXAMPLE, .target = "show"};
    assert_null(chosen(&project, request, &err));
    assert_non_null(strstr(err.message, "-p: single, double"));
    request.package = "double";
    assert_string_equal(chosen(&project, request, &err), "double/show");
}

static void a_program_of_another_package_is_found(void **state)
{
    (void)state;
    struct project project = workspace();
    struct error err;
    struct build_request request = {.package = "double", .target = "one"};
    assert_null(chosen(&project, request, &err));
    assert_non_null(strstr(err.message, "there is no bin 'one' here"));
    assert_non_null(strstr(err.message, "-p: single"));
    request.package = NULL;
    project.chosen.at[1] = 0;
    assert_null(chosen(&project, request, &err));
    assert_non_null(strstr(err.message, "-p: single"));
    project.packages.at[1].member = false;
    assert_null(chosen(&project, request, &err));
    assert_null(strstr(err.message, "-p"));
}

static void a_library_says_what_else_runs(void **state)
{
    (void)state;
    struct project project = workspace();
    struct error err;
    struct build_request request = {.package = "tools"};
    assert_null(chosen(&project, request, &err));
    assert_non_null(strstr(err.message, "there is no binary here"));
    assert_non_null(strstr(err.message, "--lib: the unit tests of tools"));
    assert_null(strstr(err.message, "--example"));
    array_push(&arena, &project.packages.at[0].targets, target(TARGET_EXAMPLE, "try"));
    assert_null(chosen(&project, request, &err));
    assert_non_null(strstr(err.message, "--example: try"));
}

static void a_librarys_tests_are_chosen_by_its_package(void **state)
{
    (void)state;
    struct project project = workspace();
    struct error err;
    struct build_request request = {.kind = TARGET_LIB};
    assert_string_equal(chosen(&project, request, &err), "tools/tools");
    struct target macros = target(TARGET_PROC_MACRO, "macros");
    add_package(&project, "macros", &macros, 1);
    assert_null(chosen(&project, request, &err));
    assert_non_null(strstr(err.message, "several packages have a library"));
    assert_non_null(strstr(err.message, "-p: tools, macros"));
    request.package = "macros";
    assert_string_equal(chosen(&project, request, &err), "macros/macros");
    request.package = "single";
    assert_null(chosen(&project, request, &err));
    assert_non_null(strstr(err.message, "there is no library here"));
    assert_non_null(strstr(err.message, "--bin: one"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_only_binary_needs_no_name),
        cmocka_unit_test(a_package_has_the_names_that_cargo_gives_it),
        cmocka_unit_test(only_members_are_offered),
        cmocka_unit_test(of_several_one_must_be_named),
        cmocka_unit_test(default_run_names_one),
        cmocka_unit_test(a_wrong_name_gets_the_nearest),
        cmocka_unit_test(the_same_name_in_two_packages_needs_one_of_them),
        cmocka_unit_test(a_program_of_another_package_is_found),
        cmocka_unit_test(a_library_says_what_else_runs),
        cmocka_unit_test(a_librarys_tests_are_chosen_by_its_package),
    };
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    arena_finish(&arena);
    return failed;
}
