/* What holds for the probes of any file, whether it is Rust or noise.
 * In: the bytes of a file.  Out: the first property that does not hold, or NULL. */
#ifndef PIANO_TESTS_PROPERTIES_H
#define PIANO_TESTS_PROPERTIES_H

#include <string.h>

#include "rewrite/rewrite.h"

static const char *insertions_are_in_order(struct text source, const struct insertions *list)
{
    for (size_t i = 0; i < list->len; i++) {
        const struct insertion *insertion = &list->at[i];
        if (insertion->at > source.len || (i && insertion->at < list->at[i - 1].at))
            return "an insertion stands outside the file or out of order";
        if (text_find(insertion->text, TEXT("\n")) >= 0)
            return "an insertion moves the lines below it";
    }
    return NULL;
}

static const char *taking_out_gives_the_original(struct text source, struct text made,
                                                 const struct insertions *list)
{
    size_t at = 0, from = 0;
    for (size_t i = 0; i <= list->len; i++) {
        size_t to = i < list->len ? list->at[i].at : source.len;
        if (made.len - at < to - from || memcmp(made.at + at, source.at + from, to - from) != 0)
            return "taking the insertions out does not give the original";
        at += to - from + (i < list->len ? list->at[i].text.len : 0);
        from = to;
    }
    return at == made.len ? NULL : "the instrumented text has a tail";
}

static const char *offsets_lead_back(struct text source, struct text made,
                                     const struct insertions *list)
{
    const struct insertion *inside;
    for (uint32_t at = 0, step = 1 + (uint32_t)made.len / 16; at < made.len; at += step) {
        uint32_t original = rewrite_original_offset(list, at, &inside);
        if (original > source.len || (!inside && source.at[original] != made.at[at]))
            return "an offset does not lead back to the original";
    }
    return NULL;
}

/* A type with a block in it, `[u8; { … }]`, is spelled with what was inserted there, as far as
 * there is room. */
static bool same_path(struct text before, struct text now)
{
    return text_equal(before, now) || text_find(before, TEXT("{")) >= 0 ||
           text_find(before, TEXT("…")) >= 0;
}

static const char *scans_to_the_same(struct arena *arena, const struct items *items,
                                     struct text made, const struct insertions *list)
{
    struct items again = {0};
    items_scan(arena, made, NULL, &again);
    if (!again.balanced)
        return "the insertions unbalance the file";
    size_t matched = 0;
    for (size_t i = 0; i < again.functions.len; i++) {
        const struct function *now = &again.functions.at[i];
        const struct insertion *inside;
        rewrite_original_offset(list, now->start, &inside);
        if (inside)
            continue;
        if (matched == items->functions.len)
            return "the instrumented text has more functions";
        const struct function *before = &items->functions.at[matched++];
        if (!text_equal(now->name, before->name) || !same_path(before->path, now->path) ||
            now->line != before->line || now->flags != before->flags)
            return "a function of the instrumented text is not what it was";
    }
    return matched == items->functions.len ? NULL : "the instrumented text lacks a function";
}

static const char *properties_with(struct arena *arena, const struct crate *crate,
                                   const struct rewrite_options *options)
{
    const struct source_file *file = &crate->files.at[0];
    struct selector everything = {0};
    struct plan_options plan_options = {
        .selector = &everything, .project = options->project, .tests = true};
    struct plan plan;
    plan_make(arena, crate, &plan_options, &plan);
    struct insertions list;
    rewrite_file(arena, crate, 0, &plan, options, &list);
    if (!file->items.balanced)
        return list.len ? "a file whose brackets do not pair up was edited" : NULL;
    const char *broken = insertions_are_in_order(file->text, &list);
    if (broken)
        return broken;
    struct text made = rewrite_apply(arena, file->text, &list);
    broken = taking_out_gives_the_original(file->text, made, &list);
    if (!broken)
        broken = offsets_lead_back(file->text, made, &list);
    return broken ? broken : scans_to_the_same(arena, &file->items, made, &list);
}

/* The first property that does not hold for a file with these bytes, or NULL. */
static const char *properties_broken(struct text source)
{
    struct arena arena = {0};
    struct source_file file = {.path = "/project/src/main.rs", .text = source};
    items_scan(&arena, source, NULL, &file.items);
    struct crate crate = {.files = {&file, 1, 1}};
    struct rewrite_options ways[] = {
        {.crate = "library", .project = "/project", .edition = 2021, .allocator = ALLOCATOR_WRAP},
        {.crate = "program",
         .project = "/project",
         .edition = 2024,
         .allocator = ALLOCATOR_PROVIDE,
         .program = true,
         .optimised = true,
         .start = "runs=/tmp\ncpu=1"},
    };
    const char *broken = NULL;
    for (size_t i = 0; !broken && i < sizeof ways / sizeof *ways; i++)
        broken = properties_with(&arena, &crate, &ways[i]);
    arena_finish(&arena);
    return broken;
}

#endif
