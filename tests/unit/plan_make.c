#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "plan/plan.h"

/* TEXT() is no constant expression to a pedantic compiler. */
#define CONSTANT(literal)                                                                          \
    {                                                                                              \
        literal, sizeof(literal) - 1                                                               \
    }

/* A crate of two files, made by hand: src/lib.rs and src/parser/lexer.rs (parser::lexer). */
static struct function root_functions[] = {
    {.path = CONSTANT("main")},
    {.path = CONSTANT("parse")},
    {.path = CONSTANT("<Parser as Iterator>::next")},
    {.path = CONSTANT("helpers::trim"), .inside = CONSTANT("helpers")},
    {.path = CONSTANT("limit"), .flags = FN_CONST},
    {.path = CONSTANT("danger"), .flags = FN_UNSAFE},
    {.path = CONSTANT("callback"), .flags = FN_EXTERN},
    {.path = CONSTANT("checks"), .flags = FN_TEST},
};
static struct function lexer_functions[] = {
    {.path = CONSTANT("Lexer::parse")},
    {.path = CONSTANT("Lexer::parse_item")},
};

static struct function macro_functions[] = {
    {.path = CONSTANT("$type::new")},
    {.path = CONSTANT("<$type as $trait>::zero")},
    {.path = CONSTANT("$getter")},
};

static struct source_file files[] = {
    {.path = "/project/src/lib.rs",
     .items = {.balanced = true, .functions = {root_functions, 8, 8}}},
    {.path = "/project/src/parser/lexer.rs",
     .module = CONSTANT("parser::lexer"),
     .items = {.balanced = true, .functions = {lexer_functions, 2, 2}}},
};
static const struct crate crate = {.files = {files, 2, 2}};

static struct source_file macro_file = {
    .path = "/project/src/vectors.rs",
    .module = CONSTANT("vectors"),
    .items = {.balanced = true, .functions = {macro_functions, 3, 3}}};
static const struct crate macro_crate = {.files = {&macro_file, 1, 1}};

static struct arena arena;

static struct plan plan_for(const struct crate *of, struct selector selector)
{
    struct plan plan;
    struct plan_options options = {
        .crate = TEXT("my_crate"), .selector = &selector, .project = "/project"};
    plan_make(&arena, of, &options, &plan);
    return plan;
}

static struct plan plan_of(struct selector selector)
{
    return plan_for(&crate, selector);
}

/* The measured names, each followed by a space. */
static const char *measured_of(const struct crate *of, struct selector selector)
{
    static char names[1024];
    struct plan plan = plan_for(of, selector);
    names[0] = '\0';
    for (size_t i = 0; i < plan.functions.len; i++)
        if (plan.functions.at[i].fate == FATE_MEASURED) {
            strncat(names, plan.functions.at[i].name.at, plan.functions.at[i].name.len);
            strcat(names, " ");
        }
    return names;
}

static const char *measured(struct selector selector)
{
    return measured_of(&crate, selector);
}

#define LIST(...) ((const char *const[]){__VA_ARGS__, NULL})

static void everything_but_what_cannot_be_is_measured(void **state)
{
    (void)state;
    assert_string_equal(measured((struct selector){0}),
                        "main parse <Parser as Iterator>::next helpers::trim danger "
                        "parser::lexer::Lexer::parse parser::lexer::Lexer::parse_item ");
    struct plan plan = plan_of((struct selector){0});
    assert_int_equal(plan.measured, 7);
    assert_int_equal(plan.measured_files, 2);
    assert_int_equal(plan.functions.len, 10);
    assert_string_equal(fate_words(plan.functions.at[4].fate), "const fn");
    assert_string_equal(fate_words(plan.functions.at[6].fate), "extern fn");
    assert_int_equal(plan.functions.at[7].fate, FATE_TEST_FN);
}

static void functions_are_selected_by_part_of_their_name(void **state)
{
    (void)state;
    assert_string_equal(measured((struct selector){.functions = LIST("parse")}),
                        "parse parser::lexer::Lexer::parse parser::lexer::Lexer::parse_item ");
    assert_string_equal(measured((struct selector){.functions = LIST("trim", "main")}),
                        "main helpers::trim ");
    assert_string_equal(measured((struct selector){.functions = LIST("Parser::next")}),
                        "<Parser as Iterator>::next ");
    assert_string_equal(measured((struct selector){.functions = LIST("Iterator::next")}),
                        "<Parser as Iterator>::next ");
}

static void exact_patterns_are_whole_last_parts(void **state)
{
    (void)state;
    assert_string_equal(measured((struct selector){.functions = LIST("parse"), .exact = true}),
                        "parse parser::lexer::Lexer::parse ");
    assert_string_equal(
        measured((struct selector){.functions = LIST("Lexer::parse"), .exact = true}),
        "parser::lexer::Lexer::parse ");
    assert_string_equal(
        measured((struct selector){.functions = LIST("exer::parse"), .exact = true}), "");
    assert_string_equal(
        measured((struct selector){.functions = LIST("Parser::next"), .exact = true}),
        "<Parser as Iterator>::next ");
}

static void files_are_named_from_anywhere(void **state)
{
    (void)state;
    const char *lexer = "parser::lexer::Lexer::parse parser::lexer::Lexer::parse_item ";
    assert_string_equal(measured((struct selector){.files = LIST("src/parser/lexer.rs")}), lexer);
    assert_string_equal(measured((struct selector){.files = LIST("./src/parser/lexer.rs")}), lexer);
    assert_string_equal(measured((struct selector){.files = LIST("lexer.rs")}), lexer);
    assert_string_equal(measured((struct selector){.files = LIST("/project/src/parser")}), lexer);
    assert_string_equal(measured((struct selector){.files = LIST("exer.rs")}), "");
}

static void modules_take_all_that_is_below_them(void **state)
{
    (void)state;
    const char *lexer = "parser::lexer::Lexer::parse parser::lexer::Lexer::parse_item ";
    assert_string_equal(measured((struct selector){.modules = LIST("parser")}), lexer);
    assert_string_equal(measured((struct selector){.modules = LIST("lexer")}), lexer);
    assert_string_equal(measured((struct selector){.modules = LIST("crate::parser::lexer")}),
                        lexer);
    assert_string_equal(measured((struct selector){.modules = LIST("helpers")}), "helpers::trim ");
    assert_string_equal(measured((struct selector){.modules = LIST("Lexer")}), "");
}

static void a_crate_in_front_narrows_to_it(void **state)
{
    (void)state;
    const char *lexer = "parser::lexer::Lexer::parse parser::lexer::Lexer::parse_item ";
    assert_string_equal(measured((struct selector){.functions = LIST("my_crate::main")}), "main ");
    assert_string_equal(measured((struct selector){.functions = LIST("my_crate::Lexer")}), lexer);
    assert_string_equal(measured((struct selector){.functions = LIST("my_crate::Parser::next")}),
                        "<Parser as Iterator>::next ");
    assert_string_equal(measured((struct selector){.modules = LIST("my_crate::parser")}), lexer);
    assert_string_equal(measured((struct selector){.modules = LIST("my_crate::lexer")}), "");
    char *all = strdup(measured((struct selector){0}));
    assert_string_equal(measured((struct selector){.functions = LIST("my_crate::")}), all);
    assert_string_equal(measured((struct selector){.modules = LIST("my_crate::")}), all);
    free(all);
    assert_string_equal(measured((struct selector){.skips = LIST("my_crate::")}), "");
    assert_string_equal(measured((struct selector){.skips = LIST("my_crate::pars", "::next")}),
                        "main helpers::trim danger ");
}

static void what_a_macro_writes_is_selected_by_the_names_of_reports(void **state)
{
    (void)state;
    const struct {
        const char *pattern, *measured;
    } expected[] = {
        {"vectors::Vector3::new", "vectors::$type::new "},
        {"my_crate::vectors::Vector3::new", "vectors::$type::new "},
        {"vectors::[u8; 4]::new", "vectors::$type::new "},
        {"vectors::<Vector3 as Zero>::zero", "vectors::<$type as $trait>::zero "},
        {"vectors::Vector3::zero", "vectors::<$type as $trait>::zero "},
        {"vectors::$type::new", "vectors::$type::new "},
        {"vectors::Vector3::newer", ""},
        {"vectors::deeper::Vector3::new", ""},
        {"vectors::::new", ""},
        {"matrices::Matrix::new", ""},
        {"vectors::width", ""},
    };
    for (size_t i = 0; i < sizeof expected / sizeof *expected; i++) {
        const char *const *name = LIST(expected[i].pattern);
        assert_string_equal(measured_of(&macro_crate, (struct selector){.functions = name}),
                            expected[i].measured);
        assert_string_equal(
            measured_of(&macro_crate, (struct selector){.functions = name, .exact = true}),
            expected[i].measured);
    }
    assert_string_equal(
        measured_of(&macro_crate, (struct selector){.skips = LIST("vectors::Vector3::new")}),
        "vectors::<$type as $trait>::zero vectors::$getter ");
}

static void a_name_with_its_crate_is_whole(void **state)
{
    (void)state;
    const struct {
        const char *pattern, *measured;
    } expected[] = {
        {"my_crate::parse", "parse "},
        {"my_crate::Lexer::parse", ""},
        {"my_crate::parser::lexer::Lexer::parse", "parser::lexer::Lexer::parse "},
        {"my_crate::Parser::next", "<Parser as Iterator>::next "},
        {"my_crate::<Parser as Iterator>::next", "<Parser as Iterator>::next "},
        {"my_crate::", ""},
    };
    for (size_t i = 0; i < sizeof expected / sizeof *expected; i++)
        assert_string_equal(
            measured((struct selector){.functions = LIST(expected[i].pattern), .exact = true}),
            expected[i].measured);
}

static void other_crates_and_parts_of_a_crates_name_match_nothing(void **state)
{
    (void)state;
    static const char *const patterns[] = {
        "my_crate",  "my",          "my_crate:", "y_crate::",   "my::main",
        "my_crat::", "my_crate_::", "other::",   "other::main", NULL};
    for (size_t i = 0; patterns[i]; i++)
        assert_string_equal(measured((struct selector){.functions = LIST(patterns[i])}), "");
    assert_string_equal(measured((struct selector){.modules = LIST("my_crate")}), "");
}

static void skips_win(void **state)
{
    (void)state;
    assert_string_equal(
        measured((struct selector){.functions = LIST("parse"), .skips = LIST("_item")}),
        "parse parser::lexer::Lexer::parse ");
    assert_string_equal(measured((struct selector){.skips = LIST("parse", "er")}), "main ");
}

static void healed_functions_are_left_out(void **state)
{
    (void)state;
    struct selector all = {0};
    struct text names[] = {TEXT("parse")};
    struct healed healed = {.names = names, .len = 1};
    struct plan_options options = {.selector = &all, .healed = &healed, .project = "/project"};
    struct plan plan;
    plan_make(&arena, &crate, &options, &plan);
    assert_int_equal(plan.measured, 6);
    assert_int_equal(plan.functions.at[1].fate, FATE_HEALED);
    healed.whole_crate = true;
    plan_make(&arena, &crate, &options, &plan);
    assert_int_equal(plan.measured, 0);
}

static void test_code_is_measured_in_a_harness_only(void **state)
{
    (void)state;
    struct selector all = {0};
    struct plan_options options = {.selector = &all, .project = "/project", .tests = true};
    struct plan plan;
    plan_make(&arena, &crate, &options, &plan);
    assert_int_equal(plan.functions.at[7].fate, FATE_MEASURED);
}

static void patterns_that_match_nothing_get_a_suggestion(void **state)
{
    (void)state;
    struct selector selector = {.functions = LIST("main", "prase", "Lexr::parse", "zzzzzz",
                                                  "my_crate::prase", "my_carte::parse"),
                                .files = LIST("src/parser/lxer.rs"),
                                .modules = LIST("helper")};
    struct plan_options options = {.selector = &selector, .project = "/project"};
    struct plan plan = plan_of(selector);
    struct unmatched_list list;
    plan_unmatched(&arena, &plan, 1, &options, &list);
    const struct {
        const char *flag, *pattern, *nearest;
    } expected[] = {
        {"--fn", "prase", "parse"},
        {"--fn", "Lexr::parse", "Lexer::parse"},
        {"--fn", "zzzzzz", ""},
        {"--fn", "my_crate::prase", "my_crate::parse"},
        {"--fn", "my_carte::parse", "my_crate::parse"},
        {"--file", "src/parser/lxer.rs", "src/parser/lexer.rs"},
        {"--mod", "helper", "helpers"},
    };
    assert_int_equal(list.len, 7);
    for (size_t i = 0; i < 7; i++) {
        assert_string_equal(list.at[i].flag, expected[i].flag);
        assert_string_equal(list.at[i].pattern, expected[i].pattern);
        assert_true(text_is(list.at[i].nearest, expected[i].nearest));
    }
}

static void patterns_with_generics_are_told_the_name_without(void **state)
{
    (void)state;
    struct selector selector = {.functions =
                                    LIST("<Parser<T> as Iterator<'a>>::next", "trim::<u32>",
                                         "Lexer<T>::parse", "Parser<T>::nix", "Lexer<")};
    struct plan_options options = {.selector = &selector, .project = "/project"};
    struct plan plan = plan_of(selector);
    struct unmatched_list list;
    plan_unmatched(&arena, &plan, 1, &options, &list);
    assert_int_equal(list.len, 5);
    assert_true(text_is(list.at[0].nearest, "<Parser as Iterator>::next"));
    assert_true(text_is(list.at[1].nearest, "trim"));
    assert_true(text_is(list.at[2].nearest, "Lexer::parse"));
}

static void the_hash_follows_what_is_measured(void **state)
{
    (void)state;
    struct plan all = plan_of((struct selector){0});
    struct plan main_only = plan_of((struct selector){.functions = LIST("main")});
    struct plan main_again = plan_of((struct selector){.functions = LIST("main"), .exact = true});
    assert_true(plan_hash(&all) != plan_hash(&main_only));
    assert_true(plan_hash(&main_only) == plan_hash(&main_again));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(everything_but_what_cannot_be_is_measured),
        cmocka_unit_test(functions_are_selected_by_part_of_their_name),
        cmocka_unit_test(exact_patterns_are_whole_last_parts),
        cmocka_unit_test(files_are_named_from_anywhere),
        cmocka_unit_test(modules_take_all_that_is_below_them),
        cmocka_unit_test(a_crate_in_front_narrows_to_it),
        cmocka_unit_test(what_a_macro_writes_is_selected_by_the_names_of_reports),
        cmocka_unit_test(a_name_with_its_crate_is_whole),
        cmocka_unit_test(other_crates_and_parts_of_a_crates_name_match_nothing),
        cmocka_unit_test(skips_win),
        cmocka_unit_test(healed_functions_are_left_out),
        cmocka_unit_test(test_code_is_measured_in_a_harness_only),
        cmocka_unit_test(patterns_that_match_nothing_get_a_suggestion),
        cmocka_unit_test(patterns_with_generics_are_told_the_name_without),
        cmocka_unit_test(the_hash_follows_what_is_measured),
    };
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    arena_finish(&arena);
    return failed;
}
