#include "base/peek.h"

#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#ifdef __linux__

#include <sys/uio.h>

size_t peek_words(pid_t pid, const uint64_t *addresses, size_t count, uint64_t *words)
{
    struct iovec there[PEEK_MOST], here = {.iov_base = words, .iov_len = count * sizeof *words};
    for (size_t i = 0; i < count; i++)
        there[i] =
            (struct iovec){.iov_base = (void *)(uintptr_t)addresses[i], .iov_len = sizeof *words};
    ssize_t got = process_vm_readv(pid, &here, 1, there, count, 0);
    return got > 0 ? (size_t)got / sizeof *words : 0;
}

#else

/* A system that has no such call, or wants a privilege for it. */
size_t peek_words(pid_t pid, const uint64_t *addresses, size_t count, uint64_t *words)
{
    (void)pid, (void)addresses, (void)count, (void)words;
    return 0;
}

#endif

/* The name stands in parentheses and may have any character. */
const char *peek_stat(pid_t pid, uint64_t thread, char line[PEEK_STAT_BYTES])
{
    char path[64];
    if (thread)
        snprintf(path, sizeof path, "/proc/%ld/task/%llu/stat", (long)pid,
                 (unsigned long long)thread);
    else
        snprintf(path, sizeof path, "/proc/%ld/stat", (long)pid);
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return NULL;
    ssize_t got = read(fd, line, PEEK_STAT_BYTES - 1);
    close(fd);
    line[got > 0 ? got : 0] = '\0';
    const char *name_end = strrchr(line, ')');
    return name_end && name_end[1] == ' ' ? name_end + 2 : NULL;
}

bool peek_sleeps(pid_t pid, uint64_t thread)
{
    char line[PEEK_STAT_BYTES];
    const char *state = peek_stat(pid, thread, line);
    return state && (*state == 'S' || *state == 'D');
}
