#include "cli/say.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "cli/terminal.h"
#include "render/words.h"

/* The bytes up to the first `byte` from `start` on, or all. */
static size_t up_to(struct text line, size_t start, char byte)
{
    const char *found = memchr(line.at + start, byte, line.len - start);
    return found ? (size_t)(found - line.at) : line.len;
}

/* The bytes of the word that the line begins with: what stands in quotes is in one word. */
static size_t word_len(struct text line)
{
    size_t quoted = line.at[0] == '\'' ? up_to(line, 1, '\'') : 0;
    return up_to(line, quoted, ' ');
}

static void add_wrapped(struct buffer *out, struct text line, size_t width)
{
    size_t column = 0;
    for (bool first = true; line.len > 0; first = false) {
        size_t len = word_len(line), columns = words_width(text_slice(line, 0, len));
        bool fits = column + 1 + columns <= width;
        if (!first)
            buffer_putc(out, fits ? ' ' : '\n');
        column = first || !fits ? columns : column + 1 + columns;
        buffer_add(out, text_slice(line, 0, len));
        line = text_slice(line, len < line.len ? len + 1 : len, line.len);
    }
    buffer_putc(out, '\n');
}

void say(const char *format, ...)
{
    struct buffer words = {0}, lines = {0};
    size_t width = terminal_of(stderr).width;
    va_list args;
    va_start(args, format);
    buffer_vprintf(&words, format, args);
    va_end(args);
    struct text rest = text_slice(buffer_text(&words), 0, words.len - 1), line;
    while (width > 0 && text_next(&rest, '\n', &line))
        add_wrapped(&lines, line, width);
    const struct buffer *said = width > 0 ? &lines : &words;
    fwrite(said->at, 1, said->len, stderr);
    buffer_finish(&words);
    buffer_finish(&lines);
}
