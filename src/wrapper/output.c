#include "wrapper/output.h"

#include <errno.h>
#include <unistd.h>

void output_line(struct text line)
{
    struct buffer buffer = {0};
    buffer_add(&buffer, line);
    buffer_putc(&buffer, '\n');
    struct text rest = buffer_text(&buffer);
    while (rest.len) {
        ssize_t put = write(STDERR_FILENO, rest.at, rest.len);
        if (put < 0 && errno != EINTR)
            break;
        if (put > 0)
            rest = text_slice(rest, (size_t)put, rest.len);
    }
    buffer_finish(&buffer);
}

void output_error(const char *sentence)
{
    struct buffer buffer = {0};
    buffer_printf(&buffer, "piano: %s", sentence);
    output_line(buffer_text(&buffer));
    buffer_finish(&buffer);
}
