#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "wrapper/diagnostics.h"

static struct arena arena;

/* As rustc 1.95 writes them, without what is not looked at. */
static const char in_macro[] =
    "{\"$message_type\":\"diagnostic\",\"message\":\"mismatched "
    "types\",\"code\":{\"code\":\"E0308\","
    "\"explanation\":null},\"level\":\"error\",\"spans\":[{\"file_name\":\"a.rs\",\"byte_start\":"
    "41,"
    "\"byte_end\":44,\"is_primary\":true,\"expansion\":{\"span\":{\"file_name\":\"b.rs\","
    "\"byte_start\":75,\"byte_end\":83,\"expansion\":null},\"macro_decl_name\":\"m!\","
    "\"def_site_span\":null}}],\"children\":[{\"message\":\"note\",\"spans\":[{\"file_name\":"
    "\"c.rs\",\"byte_start\":1,\"byte_end\":2,\"expansion\":null}]}],\"rendered\":\"error\"}";
static const char of_macro[] =
    "{\"$message_type\":\"diagnostic\",\"message\":\"12 tokens\",\"code\":null,\"level\":\"error\","
    "\"spans\":[{\"file_name\":\"a.rs\",\"byte_start\":7,\"byte_end\":9,\"expansion\":null}],"
    "\"children\":[],\"rendered\":\"error\"}";
static const char warning[] =
    "{\"$message_type\":\"diagnostic\",\"message\":\"unused\",\"code\":null,\"level\":\"warning\","
    "\"spans\":[{\"file_name\":\"a.rs\",\"byte_start\":3,\"byte_end\":4,\"expansion\":null}],"
    "\"children\":[],\"rendered\":\"warning\"}";
static const char note[] =
    "{\"$message_type\":\"diagnostic\",\"message\":\"while instantiating\",\"code\":null,"
    "\"level\":\"note\",\"spans\":[{\"file_name\":\"d.rs\",\"byte_start\":5,\"byte_end\":6,"
    "\"expansion\":null}],\"children\":[],\"rendered\":\"note\"}";
static const char conflict[] =
    "{\"$message_type\":\"diagnostic\",\"message\":\"the `#[global_allocator]` in this crate "
    "conflicts "
    "with global allocator in: "
    "other\",\"code\":null,\"level\":\"error\",\"spans\":[],\"children\":[],"
    "\"rendered\":\"error\"}";

static struct lines lines_of(const char *const *lines)
{
    struct lines made = {0};
    for (; *lines; lines++)
        array_push(&arena, &made, text_of(*lines));
    return made;
}

static void lines_are_told_apart(void **state)
{
    (void)state;
    static const struct {
        const char *line;
        enum line_kind kind;
    } cases[] = {
        {warning, LINE_DIAGNOSTIC},
        {"{\"message\":\"of an old compiler\",\"code\":null}", LINE_DIAGNOSTIC},
        {"{\"$message_type\":\"artifact\",\"artifact\":\"libb.rmeta\",\"emit\":\"metadata\"}",
         LINE_METADATA},
        {"{\"artifact\":\"libb.rmeta\",\"emit\":\"metadata\"}", LINE_METADATA},
        {"{\"$message_type\":\"artifact\",\"artifact\":\"libb.rlib\",\"emit\":\"link\"}",
         LINE_NOTICE},
        {"{\"future_incompat_report\":[]}", LINE_NOTICE},
        {"{\"a macro\": \"printed this\"}", LINE_OTHER},
        {"words", LINE_OTHER},
        {"", LINE_OTHER},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_int_equal(diagnostics_kind(text_of(cases[i].line)), cases[i].kind);
}

static void an_error_names_its_places_through_macros(void **state)
{
    (void)state;
    struct lines lines =
        lines_of((const char *const[]){warning, note, in_macro, of_macro, note, "{bad", NULL});
    static const struct place expected[] = {
        {"a.rs", 41, "mismatched types", WEIGHT_ERROR},
        {"b.rs", 75, "mismatched types", WEIGHT_ERROR},
        {"c.rs", 1, "mismatched types", WEIGHT_NOTE},
        {"a.rs", 7, "12 tokens", WEIGHT_MACRO},
        {"d.rs", 5, "12 tokens", WEIGHT_NOTE},
    };
    struct places places = {0};
    diagnostics_places(&arena, &lines, &places);
    assert_int_equal(places.len, sizeof expected / sizeof *expected);
    for (size_t i = 0; i < places.len; i++) {
        assert_string_equal(places.at[i].file, expected[i].file);
        assert_int_equal(places.at[i].offset, expected[i].offset);
        assert_string_equal(places.at[i].message, expected[i].message);
        assert_int_equal(places.at[i].weight, expected[i].weight);
    }
}

static void the_first_error_speaks_for_all(void **state)
{
    (void)state;
    struct lines lines = lines_of((const char *const[]){warning, of_macro, in_macro, NULL});
    assert_string_equal(diagnostics_first_error(&arena, &lines), "12 tokens");
    struct lines fine = lines_of((const char *const[]){warning, NULL});
    assert_null(diagnostics_first_error(&arena, &fine));
}

static void allocators_in_conflict_are_recognised(void **state)
{
    (void)state;
    struct lines lines = lines_of((const char *const[]){of_macro, conflict, NULL});
    assert_true(diagnostics_allocator_conflict(&lines));
    lines = lines_of((const char *const[]){of_macro, "conflicts with global allocator", NULL});
    assert_false(diagnostics_allocator_conflict(&lines));
}

#define LINKING(WHAT)                                                                              \
    "{\"$message_type\":\"diagnostic\",\"message\":\"linking with `cc` failed: " WHAT "\"}"

static void what_ended_a_linker_is_known(void **state)
{
    (void)state;
    static const struct {
        const char *line;
        int code;
    } cases[] = {
        {of_macro, 0},
        {"linking with `cc` failed: signal: 9", 0},
        {LINKING("signal: 9 (SIGKILL)"), 137},
        {LINKING("signal: 11 (SIGSEGV)"), 139},
        {LINKING("exit status: 1"), 1},
        {LINKING("exit status: 143"), 143},
        {LINKING(
             "exit status: 1\",\"children\":[{\"message\":\"collect2: fatal error: ld terminated "
             "with signal 9 [Killed]\\ncompilation terminated.\"}],\"code\":\""),
         137},
        {LINKING("exit status: 254\",\"children\":[{\"message\":\"clang: error: unable to execute "
                 "command: Killed\\n\"}],\"code\":\""),
         137},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct lines lines = lines_of((const char *const[]){warning, cases[i].line, NULL});
        assert_int_equal(diagnostics_linker_code(&lines), cases[i].code);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lines_are_told_apart),
        cmocka_unit_test(an_error_names_its_places_through_macros),
        cmocka_unit_test(the_first_error_speaks_for_all),
        cmocka_unit_test(allocators_in_conflict_are_recognised),
        cmocka_unit_test(what_ended_a_linker_is_known),
    };
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    arena_finish(&arena);
    return failed;
}
