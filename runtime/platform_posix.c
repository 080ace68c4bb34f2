/* What Linux and macOS have in common: clocks, memory, the run file's blocks.
 * In: the contract of platform.h.  Out: system calls; errors are reported to the caller only. */
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <sched.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "runtime/platform.h"

#ifndef MAP_NORESERVE
#define MAP_NORESERVE 0
#endif

static uint64_t clock_ns(clockid_t clock)
{
    struct timespec now;
    clock_gettime(clock, &now);
    return (uint64_t)now.tv_sec * 1000000000u + (uint64_t)now.tv_nsec;
}

uint64_t piano_platform_ns(void)
{
    return clock_ns(CLOCK_MONOTONIC);
}

uint64_t piano_platform_unix_ns(void)
{
    return clock_ns(CLOCK_REALTIME);
}

uint64_t piano_platform_thread_cpu_ns(void)
{
    return clock_ns(CLOCK_THREAD_CPUTIME_ID);
}

/* If the user limits the address space, nearly all of it is left to the program. */
static bool fits_address_space(size_t bytes)
{
    struct rlimit limit;
    return getrlimit(RLIMIT_AS, &limit) != 0 || limit.rlim_cur == RLIM_INFINITY ||
           bytes <= limit.rlim_cur / 16;
}

void *piano_platform_reserve(size_t bytes)
{
    if (!fits_address_space(bytes))
        return NULL;
    int how = MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE;
    void *at = mmap(NULL, bytes, PROT_NONE, how, -1, 0);
    return at == MAP_FAILED ? NULL : at;
}

void *piano_platform_memory(size_t bytes)
{
    void *at = mmap(NULL, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    return at == MAP_FAILED ? NULL : at;
}

void piano_platform_memory_free(void *at, size_t bytes)
{
    munmap(at, bytes);
}

bool piano_platform_memory_at(void *at, size_t bytes)
{
    int how = MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED;
    return mmap(at, bytes, PROT_READ | PROT_WRITE, how, -1, 0) == at;
}

void piano_platform_conceal(void *at, size_t bytes)
{
    mmap(at, bytes, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED | MAP_NORESERVE, -1, 0);
}

static void make_folders(char *path)
{
    for (char *slash = strchr(path + 1, '/'); slash; slash = strchr(slash + 1, '/')) {
        *slash = '\0';
        mkdir(path, 0777);
        *slash = '/';
    }
}

static int create(const char *path)
{
    return open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0666);
}

bool piano_platform_file_create(char *path, struct piano_file_id *id, bool *exists)
{
    int file = create(path);
    if (file < 0 && errno == ENOENT) {
        make_folders(path);
        file = create(path);
    }
    *exists = file < 0 && errno == EEXIST;
    if (file < 0)
        return false;
    struct stat status;
    bool known = fstat(file, &status) == 0;
    if (known)
        *id = (struct piano_file_id){(uint64_t)status.st_dev, (uint64_t)status.st_ino};
    close(file);
    return known;
}

/* Growing beyond the user's limit on file sizes would end the program with a signal. */
static bool fits_file_size(uint64_t end)
{
    struct rlimit limit;
    return getrlimit(RLIMIT_FSIZE, &limit) != 0 || limit.rlim_cur == RLIM_INFINITY ||
           end <= limit.rlim_cur;
}

static bool give_blocks(int file, uint64_t from, size_t bytes)
{
#ifdef __APPLE__
    fstore_t store = {F_ALLOCATEALL, F_PEOFPOSMODE, 0, (off_t)bytes, 0};
    return fcntl(file, F_PREALLOCATE, &store) != -1 && ftruncate(file, (off_t)(from + bytes)) == 0;
#else
    int failure;
    do {
        failure = posix_fallocate(file, (off_t)from, (off_t)bytes);
    } while (failure == EINTR);
    return failure == 0;
#endif
}

/* Opens the file if the path still names it; else negative. */
static int open_known(const char *path, const struct piano_file_id *id)
{
    int file = open(path, O_RDWR | O_CLOEXEC | O_NOFOLLOW);
    struct stat status;
    if (file < 0 || (fstat(file, &status) == 0 && (uint64_t)status.st_dev == id->device &&
                     (uint64_t)status.st_ino == id->inode))
        return file;
    close(file);
    return -1;
}

/* Otherwise writing to one page would make the system read ahead everything after it, which is only
 * zeros yet. */
static void expect_no_order(void *at, size_t bytes)
{
    (void)posix_madvise(at, bytes, POSIX_MADV_RANDOM);
}

bool piano_platform_file_map(const char *path, const struct piano_file_id *id, void *at,
                             uint64_t from, size_t bytes)
{
    if (!fits_file_size(from + bytes))
        return false;
    int file = open_known(path, id);
    if (file < 0)
        return false;
    bool ok =
        give_blocks(file, from, bytes) &&
        mmap(at, bytes, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_FIXED, file, (off_t)from) == at;
    close(file);
    if (ok)
        expect_no_order(at, bytes);
    return ok;
}

bool piano_platform_file_cut(const char *path, const struct piano_file_id *id, uint64_t bytes)
{
    int file = open_known(path, id);
    if (file < 0)
        return false;
    bool ok = ftruncate(file, (off_t)bytes) == 0;
    close(file);
    return ok;
}

bool piano_platform_file_write(const char *path, const void *at, size_t bytes)
{
    if (!fits_file_size(bytes))
        return false;
    int file = open(path, O_WRONLY | O_CLOEXEC | O_NOFOLLOW);
    if (file < 0)
        return false;
    size_t done = 0;
    while (done < bytes) {
        ssize_t wrote = pwrite(file, (const char *)at + done, bytes - done, (off_t)done);
        if (wrote < 0 && errno == EINTR)
            continue;
        if (wrote <= 0)
            break;
        done += (size_t)wrote;
    }
    close(file);
    return done == bytes;
}

void piano_platform_hold_signals(sigset_t *before)
{
    sigset_t all;
    sigfillset(&all);
    pthread_sigmask(SIG_BLOCK, &all, before);
}

void piano_platform_release_signals(const sigset_t *before)
{
    pthread_sigmask(SIG_SETMASK, before, NULL);
}

void piano_platform_yield(void)
{
    sched_yield();
}

void piano_platform_thread_name(char *name, size_t room)
{
    if (pthread_getname_np(pthread_self(), name, room) != 0)
        name[0] = '\0';
}

uint32_t piano_platform_pid(void)
{
    return (uint32_t)getpid();
}

uint32_t piano_platform_parent_pid(void)
{
    return (uint32_t)getppid();
}
