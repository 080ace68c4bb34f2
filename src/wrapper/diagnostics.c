#include "wrapper/diagnostics.h"

#include <jansson.h>
#include <string.h>

/* Compilers before 1.73 do not say which type of message a line is. */
enum line_kind diagnostics_kind(struct text line)
{
    if (text_starts(line, "{\"$message_type\":\"diagnostic\"") ||
        text_starts(line, "{\"message\":"))
        return LINE_DIAGNOSTIC;
    if (!text_starts(line, "{\"$message_type\":") && !text_starts(line, "{\"artifact\":") &&
        !text_starts(line, "{\"future_incompat_report\":"))
        return LINE_OTHER;
    return text_ends(line, "\"emit\":\"metadata\"}") ? LINE_METADATA : LINE_NOTICE;
}

static json_t *read_error(struct text line)
{
    if (diagnostics_kind(line) != LINE_DIAGNOSTIC)
        return NULL;
    json_t *json = json_loadb(line.at, line.len, 0, NULL);
    const char *level = json_string_value(json_object_get(json, "level"));
    /* "error", or "error: internal compiler error" */
    if (level && strncmp(level, "error", 5) == 0)
        return json;
    json_decref(json);
    return NULL;
}

/* A span, the place where its macro was called, and the macro's own text. */
static void add_span(struct arena *arena, const json_t *span, const struct place *error,
                     struct places *out)
{
    while (json_is_object(span)) {
        const char *file = json_string_value(json_object_get(span, "file_name"));
        struct place place = *error;
        place.file = arena_string(arena, text_of(file ? file : ""));
        place.offset = (uint32_t)json_integer_value(json_object_get(span, "byte_start"));
        array_push(arena, out, place);
        const json_t *expansion = json_object_get(span, "expansion");
        span = json_object_get(expansion, "span");
    }
}

static void add_spans(struct arena *arena, const json_t *diagnostic, const struct place *error,
                      struct places *out)
{
    size_t i;
    json_t *entry;
    json_array_foreach(json_object_get(diagnostic, "spans"), i, entry)
        add_span(arena, entry, error, out);
}

static const char *message_of(struct arena *arena, const json_t *error)
{
    const char *message = json_string_value(json_object_get(error, "message"));
    return arena_string(arena, text_of(message ? message : ""));
}

void diagnostics_places(struct arena *arena, const struct lines *lines, struct places *out)
{
    for (size_t i = 0; i < lines->len; i++) {
        json_t *error = read_error(lines->at[i]);
        if (!error)
            continue;
        struct place place = {
            .message = message_of(arena, error),
            .early = !json_is_object(json_object_get(error, "code")),
        };
        size_t before = out->len, c;
        json_t *child;
        add_spans(arena, error, &place, out);
        /* Notes help only where the error itself names no place. */
        if (out->len == before) {
            json_array_foreach(json_object_get(error, "children"), c, child)
                add_spans(arena, child, &place, out);
        }
        json_decref(error);
    }
}

const char *diagnostics_first_error(struct arena *arena, const struct lines *lines)
{
    for (size_t i = 0; i < lines->len; i++) {
        json_t *error = read_error(lines->at[i]);
        if (!error)
            continue;
        const char *message = message_of(arena, error);
        json_decref(error);
        return message;
    }
    return NULL;
}

bool diagnostics_allocator_conflict(const struct lines *lines)
{
    for (size_t i = 0; i < lines->len; i++) {
        if (diagnostics_kind(lines->at[i]) != LINE_DIAGNOSTIC)
            continue;
        if (text_find(lines->at[i], TEXT("conflicts with global allocator")) >= 0 ||
            text_find(lines->at[i], TEXT("cannot define multiple global allocators")) >= 0)
            return true;
    }
    return false;
}
