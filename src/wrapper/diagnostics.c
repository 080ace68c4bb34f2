#include "wrapper/diagnostics.h"

#include <jansson.h>
#include <signal.h>
#include <string.h>

#include "base/json.h"

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

static json_t *read_diagnostic(struct text line)
{
    return diagnostics_kind(line) == LINE_DIAGNOSTIC ? json_loadb(line.at, line.len, 0, NULL)
                                                     : NULL;
}

static bool has_level(const json_t *diagnostic, const char *level)
{
    const char *found = json_string_value(json_object_get(diagnostic, "level"));
    return found && strcmp(found, level) == 0;
}

static bool is_error(const json_t *diagnostic)
{
    return has_level(diagnostic, "error") ||
           has_level(diagnostic, "error: internal compiler error");
}

/* A span, the place where its macro was called, and the macro's own text. */
static void add_span(struct arena *arena, const json_t *span, const struct place *error,
                     struct places *out)
{
    while (json_is_object(span)) {
        struct place place = *error;
        place.file = json_string_in(arena, span, "file_name");
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

static enum weight weight_of(const json_t *error)
{
    return json_is_object(json_object_get(error, "code")) ? WEIGHT_ERROR : WEIGHT_MACRO;
}

static void add_error(struct arena *arena, const json_t *error, const struct place *place,
                      struct places *out)
{
    struct place note = *place;
    note.weight = WEIGHT_NOTE;
    add_spans(arena, error, place, out);
    size_t i;
    json_t *child;
    json_array_foreach(json_object_get(error, "children"), i, child)
        add_spans(arena, child, &note, out);
}

/* A note on its own belongs to the error before it: "… while instantiating `fn f`". */
void diagnostics_places(struct arena *arena, const struct lines *lines, struct places *out)
{
    struct place place = {0};
    for (size_t i = 0; i < lines->len; i++) {
        json_t *diagnostic = read_diagnostic(lines->at[i]);
        if (is_error(diagnostic)) {
            place.message = json_string_in(arena, diagnostic, "message");
            place.weight = weight_of(diagnostic);
            add_error(arena, diagnostic, &place, out);
        } else if (place.message && has_level(diagnostic, "note")) {
            place.weight = WEIGHT_NOTE;
            add_spans(arena, diagnostic, &place, out);
        }
        json_decref(diagnostic);
    }
}

const char *diagnostics_first_error(struct arena *arena, const struct lines *lines)
{
    const char *message = NULL;
    for (size_t i = 0; i < lines->len && !message; i++) {
        json_t *diagnostic = read_diagnostic(lines->at[i]);
        if (is_error(diagnostic))
            message = json_string_in(arena, diagnostic, "message");
        json_decref(diagnostic);
    }
    return message;
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

/* 0 where the words are not there. */
static int number_after(struct text line, struct text words)
{
    ptrdiff_t found = text_find(line, words);
    int number = 0;
    if (found < 0)
        return 0;
    for (size_t i = (size_t)found + words.len; i < line.len && number < 256; i++) {
        if (line.at[i] < '0' || line.at[i] > '9')
            break;
        number = 10 * number + (line.at[i] - '0');
    }
    return number;
}

/* The linker is a compiler of C, which starts the linker proper and tells what becomes of it: gcc
 * with a signal's number, clang with its name. The compiler has these words in English, too. */
static int linker_code(struct text line)
{
    int signal = number_after(line, TEXT("` failed: signal: "));
    if (!signal)
        signal = number_after(line, TEXT(" terminated with signal "));
    if (!signal && text_find(line, TEXT("unable to execute command: Killed")) >= 0)
        signal = SIGKILL;
    return signal ? 128 + signal : number_after(line, TEXT("` failed: exit status: "));
}

int diagnostics_linker_code(const struct lines *lines)
{
    for (size_t i = 0; i < lines->len; i++) {
        if (diagnostics_kind(lines->at[i]) == LINE_DIAGNOSTIC &&
            text_find(lines->at[i], TEXT("\"message\":\"linking with `")) >= 0)
            return linker_code(lines->at[i]);
    }
    return 0;
}
