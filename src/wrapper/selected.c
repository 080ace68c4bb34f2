#include "wrapper/selected.h"

#include <inttypes.h>
#include <stdlib.h>

#include "runtime/format.h"

/* A line of settings holds it. */
static const char *without_controls(struct arena *arena, const char *word)
{
    char *copy = arena_string(arena, text_of(word));
    for (char *at = copy; *at; at++)
        if ((unsigned char)*at < ' ')
            *at = '?';
    return copy;
}

static void add_option(struct buffer *out, const char *flag)
{
    buffer_printf(out, "%s%s", out->len ? " " : "", flag);
}

/* In which order they were given makes no difference. */
static void add_list(struct arena *arena, const char *flag, const char *const *list,
                     struct buffer *out)
{
    ARRAY(struct text) words = {0};
    for (; list && *list; list++)
        array_push(arena, &words, text_of(without_controls(arena, *list)));
    if (words.len)
        qsort(words.at, words.len, sizeof *words.at, text_compare);
    for (size_t i = 0; i < words.len; i++) {
        if (i > 0 && text_equal(words.at[i], words.at[i - 1]))
            continue;
        add_option(out, flag);
        buffer_putc(out, ' ');
        buffer_word(out, words.at[i].at);
    }
}

/* What is too long ends in a number that tells it from others. */
static const char *bounded(struct arena *arena, struct text whole)
{
    size_t len = PIANO_SELECTION_BYTES - sizeof "... 0123456789abcdef";
    if (whole.len < PIANO_SELECTION_BYTES)
        return arena_string(arena, whole);
    while (((unsigned char)whole.at[len] & 0xC0) == 0x80)
        len--;
    return arena_printf(arena, "%.*s... %016" PRIx64, (int)len, whole.at, text_hash(whole));
}

const char *selected_words(struct arena *arena, const struct build_request *request)
{
    const struct selector *selector = &request->selector;
    struct buffer words = {0};
    add_list(arena, "--fn", selector->functions, &words);
    if (selector->exact)
        add_option(&words, "--exact");
    add_list(arena, "--file", selector->files, &words);
    add_list(arena, "--mod", selector->modules, &words);
    add_list(arena, "--skip", selector->skips, &words);
    add_list(arena, "--dep", request->dependencies, &words);
    const char *made = bounded(arena, buffer_text(&words));
    buffer_finish(&words);
    return made;
}
