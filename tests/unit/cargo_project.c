#include "../tool/cargo_folder.h"

#include "cargo/configuration.h"
#include "cargo/project.h"

static void go(const char *folder)
{
    assert_int_equal(chdir(path_join(&arena, top, folder)), 0);
}

/* A workspace of two packages with another workspace beside it. */
static int set_up(void **state)
{
    (void)state;
    begin_folder("cargo_project.tmp");
    make("ws/Cargo.toml", "[workspace]\nmembers = ['a', 'b']\ndefault-members = ['a']\n"
                          "resolver = '2'\n[workspace.metadata.piano]\nskip = ['x']\n");
    make("ws/a/Cargo.toml", "[package]\nname = 'a-a'\nversion = '1.0.0'\nedition = '2018'\n"
                            "default-run = 'main'\n"
                            "[[bin]]\nname = 'main'\npath = 'odd/place.rs'\n"
                            "[dependencies]\nb = { path = '../b' }\n"
                            "[build-dependencies]\nouter = { path = '../../outer/o' }\n"
                            "[package.metadata.piano]\nrelease = true\n");
    make("ws/a/odd/place.rs", "fn main() {}");
    make("ws/a/src/lib.rs", "");
    make("ws/a/build.rs", "fn main() {}");
    make("ws/a/tests/t.rs", "");
    make("ws/a/examples/e.rs", "fn main() {}");
    make("ws/b/Cargo.toml", "[package]\nname = 'b'\nversion = '1.0.0'\n[lib]\nproc-macro = true\n");
    make("ws/b/src/lib.rs", "");
    make("outer/Cargo.toml", "[workspace]\nmembers = ['*']\nresolver = '2'\n");
    make("outer/o/Cargo.toml", "[package]\nname = 'outer'\nversion = '1.0.0'\nedition = '2021'\n");
    make("outer/o/src/lib.rs", "");
    make("outer/other/Cargo.toml", "[package]\nname = 'other'\nversion = '1.0.0'\n");
    make("outer/other/src/lib.rs", "");
    make("empty/note", "");
    return 0;
}

static const struct target *find(const struct package *package, enum target_kind kind)
{
    for (size_t i = 0; i < package->targets.len; i++) {
        if (package->targets.at[i].kind == kind)
            return &package->targets.at[i];
    }
    return NULL;
}

static void a_workspace_is_read_with_what_lies_outside_it(void **state)
{
    (void)state;
    struct project project;
    struct cargo cargo = {0};
    go("ws/a/src");
    assert_true(project_load(&arena, &cargo, &project, &err));
    assert_string_equal(project.root, path_join(&arena, top, "ws"));
    assert_string_equal(project.manifest, path_join(&arena, top, "ws/a/Cargo.toml"));
    const struct package *a = project_package(&project, TEXT("a-a"));
    assert_true(a->member && a->metadata && project.metadata);
    assert_true(text_is(a->default_run, "main"));
    assert_string_equal(find(a, TARGET_BIN)->root, path_join(&arena, top, "ws/a/odd/place.rs"));
    assert_int_equal(find(a, TARGET_BIN)->edition, 2018);
    assert_true(find(a, TARGET_BIN)->runs && find(a, TARGET_TEST)->runs);
    assert_true(find(a, TARGET_EXAMPLE)->runs);
    assert_false(find(a, TARGET_LIB)->runs || find(a, TARGET_BUILD_SCRIPT)->runs);
    assert_int_equal(a->dependencies.len, 2);
    assert_int_equal(a->dependencies.at[0].kind, DEPENDENCY_NORMAL);
    assert_int_equal(a->dependencies.at[1].kind, DEPENDENCY_BUILD);
    assert_non_null(find(project_package(&project, TEXT("b")), TARGET_PROC_MACRO));
    assert_false(project_package(&project, TEXT("outer"))->member);
    assert_int_equal(project.chosen.len, 1);
    assert_ptr_equal(&project.packages.at[project.chosen.at[0]], a);
    project_finish(&project);
}

static void what_is_broken_elsewhere_is_cargos_to_report(void **state)
{
    (void)state;
    struct project project;
    struct cargo cargo = {0};
    make("outer/other/Cargo.toml", "[package\n");
    go("ws/a");
    assert_true(project_load(&arena, &cargo, &project, &err));
    assert_int_equal(project.packages.len, 2);
    assert_null(project_package(&project, TEXT("outer")));
    project_finish(&project);
}

static void the_workspaces_folder_means_its_default_members(void **state)
{
    (void)state;
    struct project project;
    go("empty");
    struct cargo cargo = {.manifest = "../ws/Cargo.toml"};
    assert_true(project_load(&arena, &cargo, &project, &err));
    assert_int_equal(project.chosen.len, 1);
    assert_true(text_is(project.packages.at[project.chosen.at[0]].name, "a-a"));
    project_finish(&project);
    cargo.manifest = "../outer/Cargo.toml";
    assert_true(project_load(&arena, &cargo, &project, &err));
    assert_int_equal(project.chosen.len, 2);
    project_finish(&project);
}

static void the_target_folder_is_the_users(void **state)
{
    (void)state;
    struct project project;
    struct cargo cargo = {
        .flags = (const char *const[]){"--features", "--config", "--release", "--config",
                                       "build.target-dir='elsewhere'", NULL},
    };
    go("ws/b");
    assert_true(project_load(&arena, &cargo, &project, &err));
    assert_string_equal(project.target_directory, path_join(&arena, top, "ws/b/elsewhere"));
    project_finish(&project);
}

static void no_project_is_said_with_what_to_do(void **state)
{
    (void)state;
    struct project project;
    struct cargo cargo = {0};
    /* The folder of this test may lie in a project. */
    assert_int_equal(chdir("/"), 0);
    assert_false(project_load(&arena, &cargo, &project, &err));
    assert_int_equal(err.exit_code, EXIT_OURS);
    assert_non_null(strstr(err.message, "no Cargo.toml in '/'"));
    cargo.manifest = "nowhere/Cargo.toml";
    assert_false(project_load(&arena, &cargo, &project, &err));
    assert_non_null(strstr(err.message, "there is no 'nowhere/Cargo.toml'"));
}

static void cargo_itself_speaks_of_a_broken_manifest(void **state)
{
    (void)state;
    struct project project;
    struct cargo cargo = {0};
    make("ws/a/Cargo.toml", "[package\n");
    go("ws/a");
    assert_false(project_load(&arena, &cargo, &project, &err));
    assert_true(err.shown);
    assert_int_equal(err.exit_code, EXIT_BUILD);
}

static void without_cargo_it_says_where_to_get_it(void **state)
{
    (void)state;
    struct project project;
    struct cargo cargo = {0};
    go("ws/a");
    const char *path = arena_string(&arena, text_of(getenv("PATH")));
    const char *given = getenv("CARGO");
    setenv("PATH", "/nowhere", 1);
    unsetenv("CARGO");
    assert_false(project_load(&arena, &cargo, &project, &err));
    setenv("PATH", path, 1);
    if (given)
        setenv("CARGO", given, 1);
    assert_false(err.shown);
    assert_non_null(strstr(err.message, "https://rustup.rs"));
}

static void a_wrapper_is_found_where_the_user_named_it(void **state)
{
    (void)state;
    struct cargo cargo = {0};
    go("ws/a");
    unsetenv("RUSTC_WRAPPER");
    assert_null(configuration_wrapper(&arena, &cargo));
    make("ws/.cargo/config.toml", "[build]\nrustc-wrapper = 'tools/wrap it'\n");
    assert_string_equal(configuration_wrapper(&arena, &cargo),
                        path_join(&arena, top, "ws/tools/wrap it"));
    make("ws/.cargo/config.toml", "[build]\nrustc-wrapper = 'sccache'\n");
    assert_string_equal(configuration_wrapper(&arena, &cargo), "sccache");
    setenv("RUSTC_WRAPPER", "mine", 1);
    assert_string_equal(configuration_wrapper(&arena, &cargo), "mine");
    setenv("RUSTC_WRAPPER", "", 1);
    assert_null(configuration_wrapper(&arena, &cargo));
    unsetenv("RUSTC_WRAPPER");
}

#define IN_WORKSPACE(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_WORKSPACE(a_workspace_is_read_with_what_lies_outside_it),
        IN_WORKSPACE(what_is_broken_elsewhere_is_cargos_to_report),
        IN_WORKSPACE(the_workspaces_folder_means_its_default_members),
        IN_WORKSPACE(the_target_folder_is_the_users),
        IN_WORKSPACE(no_project_is_said_with_what_to_do),
        IN_WORKSPACE(cargo_itself_speaks_of_a_broken_manifest),
        IN_WORKSPACE(without_cargo_it_says_where_to_get_it),
        IN_WORKSPACE(a_wrapper_is_found_where_the_user_named_it),
    };
    unsetenv("CARGO_TARGET_DIR");
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    arena_finish(&arena);
    return failed;
}
