/* How a process came to be recorded, in words. */
#include "run/run.h"

#include <string.h>

#include "base/file.h"
#include "cargo/layout.h"

#define HASH_DIGITS 16

/* "server-0123456789abcdef": cargo tells test programs apart by a number, another for each profile
 * and set of features. */
static struct text without_hash(struct text name)
{
    size_t digits = 0;
    while (digits < name.len && strchr("0123456789abcdef", name.at[name.len - digits - 1]))
        digits++;
    bool hashed =
        digits == HASH_DIGITS && digits + 1 < name.len && name.at[name.len - digits - 1] == '-';
    return text_slice(name, 0, hashed ? name.len - digits - 1 : name.len);
}

const char *run_program_name(struct arena *arena, const struct piano_header *header)
{
    struct text name = without_hash(text_of(path_name(header->program)));
    const char *inner = layout_inner(arena, header->program);
    return arena_printf(arena, "%s%s%.*s", inner, *inner ? "/" : "", TEXT_ARG(name));
}

const char *run_program_build(struct arena *arena, const struct piano_header *header)
{
    return path_name(layout_profile(arena, header->program));
}

const char *run_arguments(struct arena *arena, const struct piano_header *header)
{
    struct buffer line = {0};
    for (uint32_t at = 0; at < header->args_bytes;) {
        const char *word = header->args + at;
        size_t len = strnlen(word, header->args_bytes - at);
        buffer_puts(&line, at ? " " : "");
        buffer_word(&line, arena_string(arena, (struct text){word, len}));
        at += (uint32_t)len + 1;
    }
    const char *joined = arena_string(arena, buffer_text(&line));
    buffer_finish(&line);
    return joined;
}

const char *run_selection(const struct piano_header *header)
{
    return header->selection_bytes ? header->selection : NULL;
}

const char *run_timing(const struct piano_header *header)
{
    static const char *const words[] = {"", "--exact-time", "--cpu-time",
                                        "--exact-time --cpu-time"};
    bool exact = header->flags & PIANO_EXACT_TIME, cpu = header->flags & PIANO_CPU_TIME;
    return words[exact + 2 * cpu];
}
