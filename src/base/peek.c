#include "base/peek.h"

#ifdef __linux__

#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/uio.h>
#include <unistd.h>

size_t peek_words(pid_t pid, const uint64_t *addresses, size_t count, uint64_t *words)
{
    struct iovec there[PEEK_MOST], here = {.iov_base = words, .iov_len = count * sizeof *words};
    for (size_t i = 0; i < count; i++)
        there[i] =
            (struct iovec){.iov_base = (void *)(uintptr_t)addresses[i], .iov_len = sizeof *words};
    ssize_t got = process_vm_readv(pid, &here, 1, there, count, 0);
    return got > 0 ? (size_t)got / sizeof *words : 0;
}

bool peek_sleeps(pid_t pid, uint64_t thread)
{
    char text[128], path[64];
    snprintf(path, sizeof path, "/proc/%ld/task/%llu/stat", (long)pid, (unsigned long long)thread);
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return false;
    ssize_t got = read(fd, text, sizeof text - 1);
    close(fd);
    text[got > 0 ? got : 0] = '\0';
    /* The name, in parentheses, may have any character. */
    const char *name_end = strrchr(text, ')');
    return name_end && name_end[1] == ' ' && strchr("SD", name_end[2]) && name_end[2];
}

#else

/* A system that has no such call, or wants a privilege for it. */
size_t peek_words(pid_t pid, const uint64_t *addresses, size_t count, uint64_t *words)
{
    (void)pid, (void)addresses, (void)count, (void)words;
    return 0;
}

bool peek_sleeps(pid_t pid, uint64_t thread)
{
    (void)pid, (void)thread;
    return false;
}

#endif
