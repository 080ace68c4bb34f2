#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/file.h"
#include "rust/crate.h"

/* A project in a folder that is made for each test. */
struct project {
    struct arena arena;
    const char *folder;
    char template[32];
};

static int make_project(void **state)
{
    struct project *project = calloc(1, sizeof *project);
    strcpy(project->template, "/tmp/piano-crate-XXXXXX");
    if (!mkdtemp(project->template))
        return -1;
    project->folder = project->template;
    *state = project;
    return 0;
}

static int remove_project(void **state)
{
    struct project *project = *state;
    struct error err = {0};
    bool ok = path_remove(project->folder, &err);
    arena_finish(&project->arena);
    free(project);
    return ok ? 0 : -1;
}

static void put(struct project *project, const char *name, const char *text)
{
    struct error err = {0};
    const char *path = path_join(&project->arena, project->folder, name);
    assert_true(dir_make(path_folder(&project->arena, path), &err));
    assert_true(file_write(path, text_of(text), &err));
}

static void link_to(struct project *project, const char *target, const char *name)
{
    assert_int_equal(symlink(target, path_join(&project->arena, project->folder, name)), 0);
}

static struct crate crate_of(struct project *project, const char *root)
{
    struct crate crate;
    struct error err = {0};
    const char *path = path_join(&project->arena, project->folder, root);
    assert_true(crate_read(&project->arena, path, &crate, &err));
    return crate;
}

/* A line for each file: "path module", with "test" and its gate where it has them. */
static void assert_files(struct project *project, const char *root, const char *expected)
{
    struct crate crate = crate_of(project, root);
    struct buffer found = {0};
    for (size_t i = 0; i < crate.files.len; i++) {
        const struct source_file *file = &crate.files.at[i];
        buffer_printf(&found, "%s %.*s", path_below(project->folder, file->path),
                      TEXT_ARG(file->module));
        buffer_puts(&found, file->test ? " test" : "");
        if (file->gate.len)
            buffer_printf(&found, " [%.*s]", TEXT_ARG(file->gate));
        buffer_putc(&found, '\n');
    }
    assert_string_equal(found.at, expected);
    buffer_finish(&found);
}

static void modules_lie_beside_the_root_and_below_other_files(void **state)
{
    struct project *p = *state;
    put(p, "src/lib.rs", "mod a; mod b; mod r#match;");
    put(p, "src/a.rs", "mod c;");
    put(p, "src/a/c.rs", "mod d;");
    put(p, "src/a/c/d.rs", "");
    put(p, "src/b/mod.rs", "mod e;");
    put(p, "src/b/e.rs", "");
    put(p, "src/match.rs", "");
    assert_files(p, "src/lib.rs",
                 "src/lib.rs \n"
                 "src/a.rs a\n"
                 "src/b/mod.rs b\n"
                 "src/match.rs match\n"
                 "src/a/c.rs a::c\n"
                 "src/b/e.rs b::e\n"
                 "src/a/c/d.rs a::c::d\n");
}

static void a_root_of_any_name_has_its_modules_beside_it(void **state)
{
    struct project *p = *state;
    put(p, "src/bin/tool.rs", "mod helper;");
    put(p, "src/bin/helper.rs", "");
    put(p, "src/bin/tool/helper.rs", "");
    assert_files(p, "src/bin/tool.rs", "src/bin/tool.rs \nsrc/bin/helper.rs helper\n");
}

static void inline_modules_are_folders(void **state)
{
    struct project *p = *state;
    put(p, "lib.rs", "mod a; mod x { mod y { mod z; } }");
    put(p, "x/y/z.rs", "");
    put(p, "a.rs", "mod b { mod c; }");
    put(p, "a/b/c.rs", "");
    assert_files(p, "lib.rs", "lib.rs \na.rs a\nx/y/z.rs x::y::z\na/b/c.rs a::b::c\n");
}

static void a_path_starts_at_the_folder_of_its_file(void **state)
{
    struct project *p = *state;
    put(p, "src/lib.rs", "mod a; #[path = \"../other/b.rs\"] mod b;");
    put(p, "src/a.rs",
        "#[path = \"p.rs\"] mod p; mod i { #[path = \"q.rs\"] mod q; }"
        "#[path = \"moved\"] mod m { mod r; #[path = \"s.rs\"] mod s; }");
    put(p, "src/p.rs", "mod below;");
    put(p, "src/below.rs", "");
    put(p, "src/a/i/q.rs", "");
    put(p, "src/moved/r.rs", "");
    put(p, "src/moved/s.rs", "");
    put(p, "other/b.rs", "mod c;");
    put(p, "other/c.rs", "");
    assert_files(p, "src/lib.rs",
                 "src/lib.rs \n"
                 "src/a.rs a\n"
                 "other/b.rs b\n"
                 "src/p.rs a::p\n"
                 "src/a/i/q.rs a::i::q\n"
                 "src/moved/r.rs a::m::r\n"
                 "src/moved/s.rs a::m::s\n"
                 "other/c.rs b::c\n"
                 "src/below.rs a::p::below\n");
}

static void what_is_included_belongs_to_the_module_around(void **state)
{
    struct project *p = *state;
    put(p, "src/lib.rs", "include!(\"made/items.rs\"); mod a;");
    put(p, "src/a.rs", "mod b { include!(\"c.rs\"); } include!(\"missing.rs\");");
    put(p, "src/made/items.rs", "mod below;");
    put(p, "src/made/below.rs", "");
    put(p, "src/c.rs", "");
    assert_files(p, "src/lib.rs",
                 "src/lib.rs \n"
                 "src/made/items.rs \n"
                 "src/a.rs a\n"
                 "src/made/below.rs below\n"
                 "src/c.rs a::b\n");
}

static void every_branch_of_a_conditional_path_is_taken(void **state)
{
    struct project *p = *state;
    put(p, "lib.rs",
        "#[cfg_attr(unix, path = \"u.rs\")] #[cfg_attr(windows, path = \"w.rs\")]"
        "#[cfg_attr(wasm, path = \"missing.rs\")] mod sys;");
    put(p, "u.rs", "");
    put(p, "w.rs", "");
    put(p, "sys.rs", "");
    assert_files(p, "lib.rs", "lib.rs \nu.rs sys\nw.rs sys\nsys.rs sys\n");
}

static void a_file_counts_once_and_missing_ones_not_at_all(void **state)
{
    struct project *p = *state;
    put(p, "lib.rs",
        "#[path = \"a.rs\"] mod one; #[path = \"./x/../a.rs\"] mod two; mod missing; mod dir;");
    put(p, "a.rs", "#[path = \"lib.rs\"] mod circle;");
    put(p, "x/y", "");
    put(p, "dir.rs/y", "");
    assert_files(p, "lib.rs", "lib.rs \na.rs one\n");
}

static void links_are_followed_but_not_in_circles(void **state)
{
    struct project *p = *state;
    put(p, "src/lib.rs", "mod real; mod linked; mod loops;");
    put(p, "src/real.rs", "");
    link_to(p, "real.rs", "src/linked.rs");
    put(p, "src/loops/mod.rs", "mod again;");
    link_to(p, ".", "src/loops/again");
    assert_files(p, "src/lib.rs",
                 "src/lib.rs \n"
                 "src/real.rs real\n"
                 "src/linked.rs linked\n"
                 "src/loops/mod.rs loops\n");
}

static void a_file_behind_a_link_keeps_the_dots_that_lead_to_it(void **state)
{
    struct project *p = *state;
    put(p, "src/lib.rs", "#[path = \"link/../x.rs\"] mod x;");
    put(p, "deep/inner/y", "");
    put(p, "deep/x.rs", "");
    link_to(p, "../deep/inner", "src/link");
    assert_files(p, "src/lib.rs", "src/lib.rs \nsrc/link/../x.rs x\n");
}

static void test_code_is_what_no_other_way_leads_to(void **state)
{
    struct project *p = *state;
    put(p, "lib.rs",
        "#[cfg(test)] mod tests; #[cfg(test)] #[path = \"shared.rs\"] mod s; mod user;");
    put(p, "tests.rs", "mod deeper;");
    put(p, "tests/deeper.rs", "");
    put(p, "shared.rs", "mod below;");
    put(p, "below.rs", "");
    put(p, "user.rs", "#[path = \"shared.rs\"] mod s;");
    assert_files(p, "lib.rs",
                 "lib.rs \n"
                 "tests.rs tests test [test]\n"
                 "shared.rs s\n"
                 "user.rs user\n"
                 "tests/deeper.rs tests::deeper test [test]\n"
                 "below.rs s::below [test]\n");
}

static void gates_add_up_along_the_way(void **state)
{
    struct project *p = *state;
    put(p, "lib.rs",
        "#[cfg(unix)] mod a; #[cfg(x)] #[path = \"b.rs\"] mod b1;"
        "#[cfg(y)] #[path = \"b.rs\"] mod b2;");
    put(p, "a.rs", "#[cfg(z)] mod c;");
    put(p, "a/c.rs", "");
    put(p, "b.rs", "");
    assert_files(p, "lib.rs",
                 "lib.rs \na.rs a [unix]\nb.rs b1 [any(x, y)]\na/c.rs a::c [all(unix, z)]\n");
}

/* Macros are known throughout the crate, whichever file comes first. */
static void macros_of_the_crate_pass_items_through(void **state)
{
    struct project *p = *state;
    put(p, "lib.rs", "mod uses; mod defines; quote! { mod no; fn template() {} }");
    put(p, "uses.rs", "crate::feature! { mod behind; fn f() {} } other! { fn template() {} }");
    put(p, "uses/behind.rs", "macro_rules! more { ($x:item) => { $x } }");
    put(p, "defines.rs", "macro_rules! feature { ($($i:item)*) => { $($i)* } } more! { mod m; }");
    put(p, "defines/m.rs", "");
    assert_files(p, "lib.rs",
                 "lib.rs \n"
                 "uses.rs uses\n"
                 "defines.rs defines\n"
                 "uses/behind.rs uses::behind\n"
                 "defines/m.rs defines::m\n");
    struct crate crate = crate_of(p, "lib.rs");
    assert_int_equal(crate.files.at[0].items.functions.at[0].flags, FN_IN_TOKENS);
    assert_int_equal(crate.files.at[1].items.functions.len, 2);
    assert_int_equal(crate.files.at[1].items.functions.at[0].flags, FN_IN_CALL);
    assert_int_equal(crate.files.at[1].items.functions.at[1].flags, FN_IN_TOKENS);
}

static void modules_of_a_macro_lie_by_its_definition_or_by_the_root(void **state)
{
    struct project *p = *state;
    put(p, "lib.rs", "mod macros; modules!();");
    put(p, "macros.rs",
        "macro_rules! modules { () => { mod called; mod nowhere; } }"
        "macro_rules! more { () => { mod here; } } more!();");
    put(p, "called.rs", "");
    put(p, "macros/here.rs", "");
    assert_files(p, "lib.rs",
                 "lib.rs \nmacros.rs macros\ncalled.rs called\nmacros/here.rs macros::here\n");
}

static void a_root_that_is_missing_is_an_error(void **state)
{
    struct project *p = *state;
    struct crate crate = {.files = {.len = 7}};
    struct error err = {0};
    assert_false(crate_read(&p->arena, path_join(&p->arena, p->folder, "no.rs"), &crate, &err));
    assert_non_null(strstr(err.message, "no.rs"));
    assert_int_equal(crate.files.len, 7);
}

#define IN_PROJECT(test) cmocka_unit_test_setup_teardown(test, make_project, remove_project)

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_PROJECT(modules_lie_beside_the_root_and_below_other_files),
        IN_PROJECT(a_root_of_any_name_has_its_modules_beside_it),
        IN_PROJECT(inline_modules_are_folders),
        IN_PROJECT(a_path_starts_at_the_folder_of_its_file),
        IN_PROJECT(what_is_included_belongs_to_the_module_around),
        IN_PROJECT(every_branch_of_a_conditional_path_is_taken),
        IN_PROJECT(a_file_counts_once_and_missing_ones_not_at_all),
        IN_PROJECT(links_are_followed_but_not_in_circles),
        IN_PROJECT(a_file_behind_a_link_keeps_the_dots_that_lead_to_it),
        IN_PROJECT(test_code_is_what_no_other_way_leads_to),
        IN_PROJECT(gates_add_up_along_the_way),
        IN_PROJECT(macros_of_the_crate_pass_items_through),
        IN_PROJECT(modules_of_a_macro_lie_by_its_definition_or_by_the_root),
        IN_PROJECT(a_root_that_is_missing_is_an_error),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
