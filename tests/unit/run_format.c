/* docs/run-format.md names every field at the offset where the compiler puts it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/file.h"
#include "runtime/format.h"

struct field {
    const char *structure, *name;
    size_t offset;
};

#define AT(structure, field)                                                                       \
    {                                                                                              \
#structure, #field, offsetof(struct structure, field)                                      \
    }

static const struct field fields[] = {
    AT(piano_header, magic),
    AT(piano_header, version),
    AT(piano_header, header_bytes),
    AT(piano_header, base),
    AT(piano_header, used_bytes),
    AT(piano_header, pid),
    AT(piano_header, parent_pid),
    AT(piano_header, clock),
    AT(piano_header, flags),
    AT(piano_header, start_unix_ns),
    AT(piano_header, first),
    AT(piano_header, last),
    AT(piano_header, end_ticks),
    AT(piano_header, end),
    AT(piano_header, wait_status),
    AT(piano_header, timed_inside),
    AT(piano_header, timed_outside),
    AT(piano_header, counted_outside),
    AT(piano_header, allocation_cost),
    AT(piano_header, function_count),
    AT(piano_header, peak_live_bytes),
    AT(piano_header, run_id),
    AT(piano_header, program),
    AT(piano_header, args_bytes),
    AT(piano_header, args),
    AT(piano_header, live_bytes),
    AT(piano_header, peak_number),
    AT(piano_header, sample_bytes),
    AT(piano_header, peak_sampling),
    AT(piano_header, ordered_outside),
    AT(piano_header, selection_bytes),
    AT(piano_header, selection),
    AT(piano_header, processor_ns),
    AT(piano_slab, kind),
    AT(piano_slab, thread),
    AT(piano_slab, bytes),
    AT(piano_slab, used),
    AT(piano_slab, reserved),
    AT(piano_function, id),
    AT(piano_function, text_bytes),
    AT(piano_function, text),
    AT(piano_thread, index),
    AT(piano_thread, state),
    AT(piano_thread, name),
    AT(piano_thread, os_id),
    AT(piano_thread, served),
    AT(piano_thread, start_ticks),
    AT(piano_thread, recorded_ticks),
    AT(piano_thread, root),
    AT(piano_thread, fold),
    AT(piano_thread, own),
    AT(piano_thread, alloc_left),
    AT(piano_thread, bucket),
    AT(piano_thread, no_bucket),
    AT(piano_thread, bucket_calls),
    AT(piano_thread, free_left),
    AT(piano_thread, creator),
    AT(piano_thread, cpu_seen),
    AT(piano_thread, current_at),
    AT(piano_thread, reserved),
    AT(piano_node, last_child),
    AT(piano_node, site),
    AT(piano_node, counted),
    AT(piano_node, ticks),
    AT(piano_node, start),
    AT(piano_node, parent),
    AT(piano_node, successor),
    AT(piano_node, function),
    AT(piano_node, flags),
    AT(piano_node, timed_until),
    AT(piano_node, untimed),
    AT(piano_node, allocs),
    AT(piano_node, alloc_bytes),
    AT(piano_node, frees),
    AT(piano_node, freed_bytes),
    AT(piano_node, more),
    AT(piano_node, histogram),
    AT(piano_more, polls),
    AT(piano_more, completed),
    AT(piano_more, cancelled),
    AT(piano_more, suspended_ticks),
    AT(piano_more, longest_poll),
    AT(piano_more, cpu_ticks),
    AT(piano_more, cpu_start),
    AT(piano_more, folded_ticks),
    AT(piano_more, panicked),
    AT(piano_histogram, function),
    AT(piano_histogram, reserved),
    AT(piano_histogram, min),
    AT(piano_histogram, max),
    AT(piano_histogram, octaves),
    AT(piano_histogram, unseen_ticks),
    AT(piano_octave, calls),
    AT(piano_holding, function),
    AT(piano_holding, reserved),
    AT(piano_holding, live_bytes),
    AT(piano_holding, at_peak),
    AT(piano_holding, peak_number),
    AT(piano_frames, seen),
    AT(piano_frames, ticks),
    AT(piano_frames, sample_every),
    AT(piano_frames, slowest_slots),
    AT(piano_frames, sample_slots),
    AT(piano_frames, reserved),
    AT(piano_frame, number),
    AT(piano_frame, start),
    AT(piano_frame, ticks),
    AT(piano_frame, allocs),
    AT(piano_frame, alloc_bytes),
    AT(piano_frame, function),
    AT(piano_frame, thread),
    AT(piano_frame, kept),
    AT(piano_frame, part_count),
    AT(piano_frame, other_ticks),
    AT(piano_frame, parts),
    AT(piano_frame_part, function),
    AT(piano_frame_part, calls),
    AT(piano_frame_part, self_ticks),
    AT(piano_watched, node),
    AT(piano_watched, ticks),
    AT(piano_watched, looks),
    AT(piano_watched, asleep),
};
#define FIELD_COUNT (sizeof fields / sizeof *fields)

struct size {
    const char *structure;
    size_t bytes;
};

#define SIZE(structure)                                                                            \
    {                                                                                              \
#structure, sizeof(struct structure)                                                       \
    }

static const struct size sizes[] = {
    SIZE(piano_header),  SIZE(piano_slab),  SIZE(piano_function),   SIZE(piano_thread),
    SIZE(piano_node),    SIZE(piano_more),  SIZE(piano_histogram),  SIZE(piano_octave),
    SIZE(piano_frames),  SIZE(piano_frame), SIZE(piano_frame_part), SIZE(piano_holding),
    SIZE(piano_watched),
};

static struct text read_document(struct arena *arena)
{
    struct text document = {0};
    struct error err = {0};
    assert_true(file_read(arena, PIANO_SOURCE_DIR "/docs/run-format.md", &document, &err));
    return document;
}

/* The document from the structure's own line on, up to the next heading. */
static struct text section_of(struct arena *arena, struct text document, const char *structure)
{
    char *line = arena_printf(arena, "\n`struct %s`, ", structure);
    ptrdiff_t start = text_find(document, text_of(line));
    if (start < 0)
        fail_msg("no section for struct %s", structure);
    struct text section = text_slice(document, (size_t)start, document.len);
    ptrdiff_t end = text_find(section, TEXT("\n## "));
    return end < 0 ? section : text_slice(section, 0, (size_t)end);
}

static void the_document_is_of_this_version(void **state)
{
    (void)state;
    struct arena arena = {0};
    struct text document = read_document(&arena);
    assert_true(
        text_find(document, text_of(arena_printf(&arena, "\nVersion %d. ", PIANO_VERSION))) >= 0);
    arena_finish(&arena);
}

static void every_field_is_where_the_document_says(void **state)
{
    (void)state;
    struct arena arena = {0};
    struct text document = read_document(&arena);
    for (size_t i = 0; i < FIELD_COUNT; i++) {
        const struct field *field = &fields[i];
        struct text section = section_of(&arena, document, field->structure);
        char *start = arena_printf(&arena, "\n| %zu | ", field->offset);
        char *name = arena_printf(&arena, " | `%s` | ", field->name);
        ptrdiff_t at = text_find(section, text_of(start));
        if (at < 0)
            fail_msg("%s.%s: nothing at offset %zu", field->structure, field->name, field->offset);
        struct text row = text_slice(section, (size_t)at + 1, section.len), line;
        assert_true(text_next(&row, '\n', &line));
        if (text_find(line, text_of(name)) < 0)
            fail_msg("%s.%s is not at offset %zu", field->structure, field->name, field->offset);
    }
    arena_finish(&arena);
}

static void the_document_knows_no_other_fields(void **state)
{
    (void)state;
    struct arena arena = {0};
    struct text rest = read_document(&arena), line;
    size_t rows = 0;
    while (text_next(&rest, '\n', &line))
        rows += text_starts(line, "| ") && text_find(line, TEXT(" | `")) > 0;
    assert_int_equal(rows, FIELD_COUNT);
    arena_finish(&arena);
}

static void every_structure_has_the_size_that_the_document_says(void **state)
{
    (void)state;
    struct arena arena = {0};
    struct text document = read_document(&arena);
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        struct text section = section_of(&arena, document, sizes[i].structure);
        char *said =
            arena_printf(&arena, "\n`struct %s`, %zu bytes", sizes[i].structure, sizes[i].bytes);
        assert_true(text_starts(section, said));
    }
    arena_finish(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_document_is_of_this_version),
        cmocka_unit_test(every_field_is_where_the_document_says),
        cmocka_unit_test(the_document_knows_no_other_fields),
        cmocka_unit_test(every_structure_has_the_size_that_the_document_says),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
