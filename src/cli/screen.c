#include "cli/screen.h"

#include <string.h>
#include <unistd.h>

/* The mouse and pasting as they were, the usual screen, its cursor, plain letters; and on from the
 * last line, wherever the program has been. */
#define USUAL                                                                                      \
    "\x1b[?1000l\x1b[?1002l\x1b[?1003l\x1b[?1006l\x1b[?2004l\x1b[?1047l\x1b[?25h\x1b[0m"           \
    "\x1b[999;1H\n"

/* Whoever is in the background must not touch it. */
static bool is_ours(int fd)
{
    return tcgetpgrp(fd) == getpgrp();
}

struct screen screen_now(void)
{
    struct screen screen = {.fd = -1};
    for (int fd = STDIN_FILENO; fd <= STDERR_FILENO && screen.fd < 0; fd++)
        if (tcgetattr(fd, &screen.settings) == 0 && is_ours(fd))
            screen.fd = fd;
    return screen;
}

static bool is_changed(const struct screen *before)
{
    struct termios now;
    const struct termios *then = &before->settings;
    return tcgetattr(before->fd, &now) == 0 &&
           (now.c_iflag != then->c_iflag || now.c_oflag != then->c_oflag ||
            now.c_lflag != then->c_lflag);
}

void screen_restore(const struct screen *before, const struct terminal *errs)
{
    if (before->fd < 0 || !is_ours(before->fd) || !is_changed(before))
        return;
    tcsetattr(before->fd, TCSADRAIN, &before->settings);
    if (errs->is_capable)
        fputs(USUAL, stderr);
}
