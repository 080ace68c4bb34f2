#include "cli/terminal.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

static bool is_set(const char *name)
{
    const char *value = getenv(name);
    return value && *value;
}

static bool is_dumb(void)
{
    const char *term = getenv("TERM");
    return !term || strcmp(term, "dumb") == 0;
}

/* The conventions of no-color.org and bixense.com/clicolors. */
static bool wants_colour(bool is_capable)
{
    if (is_set("NO_COLOR"))
        return false;
    const char *force = getenv("CLICOLOR_FORCE");
    if (force && *force && strcmp(force, "0") != 0)
        return true;
    const char *colour = getenv("CLICOLOR");
    return is_capable && !(colour && strcmp(colour, "0") == 0);
}

static unsigned width_of(int fd)
{
    const char *columns = getenv("COLUMNS");
    unsigned long asked = columns ? strtoul(columns, NULL, 10) : 0;
    if (asked > 0 && asked < 10000)
        return (unsigned)asked;
    struct winsize size;
    return ioctl(fd, TIOCGWINSZ, &size) == 0 && size.ws_col ? size.ws_col : 80;
}

void terminal_keep_places(void)
{
    for (int fd = STDIN_FILENO; fd <= STDERR_FILENO; fd++)
        if (fcntl(fd, F_GETFD) < 0)
            (void)!open("/dev/null", fd == STDIN_FILENO ? O_WRONLY : O_RDONLY);
}

struct terminal terminal_of(FILE *stream)
{
    int fd = fileno(stream);
    bool is_terminal = isatty(fd) == 1, is_capable = is_terminal && !is_dumb();
    return (struct terminal){
        .is_terminal = is_terminal,
        .is_capable = is_capable,
        .colour = wants_colour(is_capable),
        .width = is_terminal ? width_of(fd) : 0,
    };
}

bool terminal_flush(void)
{
    if (fflush(stdout) == 0)
        return true;
    if (errno != EPIPE)
        return false;
    clearerr(stdout);
    return true;
}

bool terminal_print(struct text text)
{
    fwrite(text.at, 1, text.len, stdout);
    return terminal_flush();
}
