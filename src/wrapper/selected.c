#include "wrapper/selected.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "plan/select.h"
#include "runtime/format.h"

/* It goes into one line of the runtime's settings. */
static const char *without_controls(struct arena *arena, struct text word)
{
    char *copy = arena_string(arena, word);
    for (char *at = copy; *at; at++)
        if ((unsigned char)*at < ' ')
            *at = '?';
    return copy;
}

static bool is_or_is_below(const char *folder, const char *path)
{
    return strcmp(folder, path) == 0 || path_is_below(folder, path);
}

static bool takes(const struct pattern *pattern, const struct source_file *file)
{
    struct handle handle = {.file = text_of(file->path)};
    if (file->real)
        handle.real = text_of(file->real);
    return pattern_matches(pattern, &handle);
}

/* How many files the pattern matches; with a `path`, not counting those at it or below it. */
static size_t count_taken(const struct survey *survey, const struct pattern *pattern,
                          const char *path)
{
    size_t count = 0;
    for (size_t i = 0; i < survey->crates.len; i++) {
        const struct crate *crate = &survey->crates.at[i].crate;
        for (size_t f = 0; f < crate->files.len; f++) {
            const struct source_file *file = &crate->files.at[f];
            count += takes(pattern, file) && !(path && is_or_is_below(path, file->path));
        }
    }
    return count;
}

/* The path as seen from the project, unless another file's path ends like that as well. */
static struct text short_path(const struct project *project, const struct survey *survey,
                              const char *path)
{
    bool is_project = strcmp(path, project->root) == 0;
    struct text below = text_of(is_project ? "." : path_below(project->root, path));
    const struct pattern pattern = {PATTERN_FILE, .text = below, .path = text_of(path)};
    return count_taken(survey, &pattern, path) == 0 ? below : text_of(path);
}

/* The path at or below which all the files lie that the pattern matches; else the pattern as it was
 * given, which may be the end of several paths. */
static struct text file_word(struct arena *arena, const struct project *project,
                             const struct survey *survey, const struct pattern *pattern)
{
    const struct text paths[] = {pattern->path, pattern->real};
    for (size_t i = 0; i < sizeof paths / sizeof *paths; i++) {
        const char *path = arena_string(arena, paths[i]);
        if (paths[i].len && count_taken(survey, pattern, NULL) &&
            count_taken(survey, pattern, path) == 0)
            return short_path(project, survey, path);
    }
    return pattern->text;
}

/* The patterns of one kind; in which order they were given makes no difference. */
static struct names words_of(struct arena *arena, const struct project *project,
                             const struct survey *survey, const struct selection *selection,
                             enum pattern_kind kind)
{
    struct names words = {0};
    for (size_t i = 0; i < selection->len; i++) {
        const struct pattern *pattern = &selection->at[i];
        if (pattern->kind == kind)
            array_push(arena, &words,
                       kind == PATTERN_FILE ? file_word(arena, project, survey, pattern)
                                            : pattern->text);
    }
    return words;
}

static void add_words(struct arena *arena, const char *flag, struct names words, struct buffer *out)
{
    if (words.len)
        qsort(words.at, words.len, sizeof *words.at, text_compare);
    for (size_t i = 0; i < words.len; i++) {
        if (i > 0 && text_equal(words.at[i], words.at[i - 1]))
            continue;
        buffer_printf(out, "%s%s ", out->len ? " " : "", flag);
        buffer_word(out, without_controls(arena, words.at[i]));
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

const char *selected_words(struct arena *arena, const struct project *project,
                           const struct survey *survey, const struct build_request *request)
{
    static const struct {
        enum pattern_kind kind;
        const char *flag;
    } options[] = {{PATTERN_FUNCTION, "--fn"}, {PATTERN_EXACT, "--fn"},  {PATTERN_FILE, "--file"},
                   {PATTERN_MODULE, "--mod"},  {PATTERN_SKIP, "--skip"}, {PATTERN_SHORT, "--skip"}};
    const struct selection selection = selection_of(arena, &request->selector, project->root);
    struct buffer words = {0};
    if (request->selector.short_functions)
        buffer_puts(&words, SELECTED_SKIP_SHORT);
    for (size_t i = 0; i < sizeof options / sizeof *options; i++) {
        add_words(arena, options[i].flag,
                  words_of(arena, project, survey, &selection, options[i].kind), &words);
        if (options[i].kind == PATTERN_EXACT && request->selector.exact)
            buffer_puts(&words, " --exact");
    }
    struct names dependencies = {0};
    for (const char *const *name = request->dependencies; name && *name; name++)
        array_push(arena, &dependencies, text_of(*name));
    add_words(arena, "--dep", dependencies, &words);
    const char *made = bounded(arena, buffer_text(&words));
    buffer_finish(&words);
    return made;
}

/* A relative path means another file in another folder. */
struct selector selected_from_anywhere(struct arena *arena, const struct project *project,
                                       const struct survey *survey, const struct selector *selector)
{
    const struct selector files = {.files = selector->files};
    const struct selection selection = selection_of(arena, &files, project->root);
    ARRAY(const char *) paths = {0};
    for (size_t i = 0; i < selection.len; i++) {
        const struct pattern *whole = &selection.at[i];
        const struct pattern end = {PATTERN_FILE, .text = whole->text, .path = whole->text};
        array_push(arena, &paths, arena_string(arena, whole->path));
        if (count_taken(survey, &end, NULL))
            array_push(arena, &paths, arena_string(arena, whole->text));
    }
    array_push(arena, &paths, NULL);
    struct selector made = *selector;
    if (selector->files)
        made.files = paths.at;
    return made;
}
