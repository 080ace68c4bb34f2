#include "wrapper/lock.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

bool lock_take(const char *path, int *fd, struct error *err)
{
    int made = open(path, O_CREAT | O_RDWR | O_CLOEXEC, 0644);
    if (made < 0)
        return error_set(err, "cannot open '%s': %s", path, strerror(errno));
    while (flock(made, LOCK_EX) != 0) {
        if (errno == EINTR)
            continue;
        error_set(err, "cannot lock '%s': %s", path, strerror(errno));
        close(made);
        return false;
    }
    *fd = made;
    return true;
}
