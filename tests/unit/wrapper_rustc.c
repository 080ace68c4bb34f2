#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/file.h"
#include "wrapper/rustc.h"

static struct arena arena;

static struct rustc_call call_of(char **argv)
{
    int argc = 0;
    while (argv[argc])
        argc++;
    struct rustc_call call;
    struct error err = {0};
    assert_true(rustc_read(&arena, argc, argv, &call, &err));
    return call;
}

static void cargos_call_is_understood(void **state)
{
    (void)state;
    struct rustc_call call = call_of((char *[]){"/bin/rustc",
                                                "--crate-name",
                                                "a_b",
                                                "--edition=2021",
                                                "a/src/main.rs",
                                                "--error-format=json",
                                                "--json=diagnostic-rendered-ansi,artifacts",
                                                "--crate-type",
                                                "bin",
                                                "--emit=dep-info,link",
                                                "-C",
                                                "extra-filename=-12ab",
                                                "-Cmetadata=1",
                                                "--out-dir",
                                                "/t/deps",
                                                "-L",
                                                "dependency=/t/deps",
                                                "--extern",
                                                "b=/t/deps/libb.rlib",
                                                NULL});
    assert_true(rustc_compiles(&call));
    assert_string_equal(rustc_program(&call), "/bin/rustc");
    assert_string_equal(call.arguments.at[call.input], "a/src/main.rs");
    assert_string_equal(call.crate_name, "a_b");
    assert_int_equal(call.edition, 2021);
    assert_int_equal(call.crate_types, CRATE_BIN);
    assert_true(call.json);
    assert_false(call.test || call.lints_capped || call.optimised);
    assert_null(call.target);
    assert_string_equal(rustc_depinfo_path(&arena, &call), "/t/deps/a_b-12ab.d");
}

static void a_wrapper_for_workspace_crates_belongs_to_the_program(void **state)
{
    (void)state;
    struct rustc_call call = call_of((char *[]){"clippy-driver", "rustc", "--crate-name", "x",
                                                "x.rs", "--out-dir", "o", "--test", NULL});
    assert_int_equal(call.program.len, 2);
    assert_string_equal(rustc_program(&call), "rustc");
    assert_true(call.test);
    assert_string_equal(call.arguments.at[call.input], "x.rs");
    assert_int_equal(call.edition, 2015);
}

static bool is_optimised(char *flag)
{
    return call_of((char *[]){"rustc", "x.rs", "-C", flag, NULL}).optimised;
}

static void only_what_is_optimised_for_speed_is_so(void **state)
{
    (void)state;
    assert_true(is_optimised("opt-level=3") && is_optimised("opt-level=2"));
    assert_false(is_optimised("opt-level=0") || is_optimised("opt-level=1"));
    assert_false(is_optimised("opt-level=s") || is_optimised("metadata=3"));
    assert_true(call_of((char *[]){"rustc", "-O", "x.rs", NULL}).optimised);
}

static void questions_are_not_compilations(void **state)
{
    (void)state;
    struct rustc_call version = call_of((char *[]){"rustc", "-vV", NULL});
    assert_false(rustc_compiles(&version));
    struct rustc_call probe = call_of((char *[]){
        "rustc", "-", "--crate-name", "___", "--print=file-names", "--crate-type", "bin", NULL});
    assert_false(rustc_compiles(&probe));
    struct rustc_call input =
        call_of((char *[]){"rustc", "-", "--crate-name", "probe", "--out-dir", "/tmp", NULL});
    assert_false(rustc_compiles(&input));
}

static void values_are_not_taken_for_the_root(void **state)
{
    (void)state;
    struct rustc_call call = call_of((char *[]){"rustc",
                                                "-g",
                                                "-O",
                                                "-l",
                                                "z",
                                                "-lssl",
                                                "--cfg",
                                                "x.rs",
                                                "-A",
                                                "dead_code",
                                                "--remap-path-prefix",
                                                "/a=/b",
                                                "--remap-path-prefix=c=d",
                                                "-Zthreads=2",
                                                "--crate-name",
                                                "n",
                                                "--target",
                                                "t",
                                                "--cap-lints",
                                                "allow",
                                                "lib.rs",
                                                "--out-dir=o",
                                                "--crate-type=lib",
                                                "--crate-type",
                                                "cdylib",
                                                NULL});
    assert_string_equal(call.arguments.at[call.input], "lib.rs");
    assert_string_equal(call.target, "t");
    assert_true(call.lints_capped);
    assert_int_equal(call.crate_types, CRATE_OTHER | CRATE_LOADED);
    assert_int_equal(call.remaps.len, 2);
    assert_string_equal(call.remaps.at[0], "/a=/b");
    assert_string_equal(call.remaps.at[1], "c=d");
}

static void a_response_file_is_read_in(void **state)
{
    (void)state;
    struct error err = {0};
    assert_true(
        file_write("rustc_response", TEXT("--crate-name\nx\nsome root.rs\n--out-dir\no\n"), &err));
    struct rustc_call call = call_of((char *[]){"rustc", "@rustc_response", NULL});
    assert_true(path_remove("rustc_response", &err));
    assert_true(rustc_compiles(&call));
    assert_true(call.from_file);
    assert_string_equal(call.arguments.at[call.input], "some root.rs");
    struct rustc_call missing;
    assert_false(rustc_read(&arena, 2, (char *[]){"rustc", "@nowhere"}, &missing, &err));
}

static void other_crates_make_another_number(void **state)
{
    (void)state;
    struct rustc_call one = call_of((char *[]){"rustc", "--extern", "a=1.rlib", NULL});
    struct rustc_call other = call_of((char *[]){"rustc", "--extern", "a=2.rlib", NULL});
    assert_true(one.externs != other.externs);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(cargos_call_is_understood),
        cmocka_unit_test(a_wrapper_for_workspace_crates_belongs_to_the_program),
        cmocka_unit_test(only_what_is_optimised_for_speed_is_so),
        cmocka_unit_test(questions_are_not_compilations),
        cmocka_unit_test(values_are_not_taken_for_the_root),
        cmocka_unit_test(a_response_file_is_read_in),
        cmocka_unit_test(other_crates_make_another_number),
    };
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    arena_finish(&arena);
    return failed;
}
