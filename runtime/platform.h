/* All contact of the runtime with the machine and the operating system: clocks, memory, files,
 * threads, the process. Everything here is async-signal-safe, takes no lock, does not use malloc
 * and never prints. Implemented in platform_linux.c and platform_darwin.c; what both share is in
 * platform_posix.c. */
#ifndef PIANO_RUNTIME_PLATFORM_H
#define PIANO_RUNTIME_PLATFORM_H

#include <signal.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#if defined(__x86_64__)
#include <x86intrin.h>
#endif

#define likely(condition) __builtin_expect(!!(condition), 1)
#define unlikely(condition) __builtin_expect(!!(condition), 0)
#define hidden __attribute__((visibility("hidden")))
#define cold __attribute__((noinline, cold))

/* The processor's counter, read as cheaply as possible. Only meaningful where piano_platform_clock
 * names it. */
static inline uint64_t platform_counter(void)
{
#if defined(__x86_64__)
    return __rdtsc();
#elif defined(__aarch64__)
    uint64_t count;
    __asm__ volatile("mrs %0, cntvct_el0" : "=r"(count));
    return count;
#else
    return 0;
#endif
}

/* Waits for everything before it to be done; nothing after it begins earlier. */
static inline void platform_fence(void)
{
#if defined(__x86_64__)
    __builtin_ia32_lfence();
#elif defined(__aarch64__)
    __asm__ volatile("isb" ::: "memory");
#endif
}

/* Which clock gives the ticks (enum piano_clock): the processor's counter only if it runs at one
 * rate, on all cores, in every power state. */
hidden uint32_t piano_platform_clock(void);

hidden uint64_t piano_platform_ns(void);            /* CLOCK_MONOTONIC */
hidden uint64_t piano_platform_unix_ns(void);       /* since 1970 */
hidden uint64_t piano_platform_thread_cpu_ns(void); /* of the calling thread */

/* Reserves address space, inaccessible for now; NULL if there is none. */
hidden void *piano_platform_reserve(size_t bytes);

/* Zeroed memory, or NULL. Must be freed as a whole. */
hidden void *piano_platform_memory(size_t bytes);
hidden void piano_platform_memory_free(void *at, size_t bytes);

/* Makes zeroed memory at a place inside a reserved range. */
hidden bool piano_platform_memory_at(void *at, size_t bytes);

/* Makes a part of a reserved range inaccessible again. */
hidden void piano_platform_conceal(void *at, size_t bytes);

struct piano_file_id {
    uint64_t device, inode;
};

/* Makes a file that must not exist yet, and the folders above it. `exists`: it failed because the
 * file does. */
hidden bool piano_platform_file_create(char *path, struct piano_file_id *id, bool *exists);

/* Allocates blocks for [from, from + bytes) of the file and maps them at `at`. The file is opened
 * anew each time, since a program may close all descriptors it finds and reuse their numbers.
 * False, and nothing is mapped, if the path no longer names that file or there is no room. */
hidden bool piano_platform_file_map(const char *path, const struct piano_file_id *id, void *at,
                                    uint64_t from, size_t bytes);

/* Cuts the file to so many bytes. What is mapped beyond must not be touched any more unless it is
 * mapped anew. */
hidden bool piano_platform_file_cut(const char *path, const struct piano_file_id *id,
                                    uint64_t bytes);

/* Writes memory to the file: the last resort of a run whose file could not be mapped. */
hidden bool piano_platform_file_write(const char *path, const void *at, size_t bytes);

/* Between the two, no signal handler runs on the calling thread. */
hidden void piano_platform_hold_signals(sigset_t *before);
hidden void piano_platform_release_signals(const sigset_t *before);

hidden void piano_platform_yield(void);
hidden uint64_t piano_platform_thread_id(void);
hidden void piano_platform_thread_name(char *name, size_t room); /* of the calling thread */

hidden uint32_t piano_platform_pid(void);
hidden uint32_t piano_platform_parent_pid(void);
hidden void piano_platform_program(char *path, size_t room);
/* The arguments, each ending with NUL; returns how many bytes they take. */
hidden uint32_t piano_platform_arguments(char *args, size_t room);

/* Whether a library is loaded whose file name begins so. */
hidden bool piano_platform_loads(const char *beginning);

/* A cheap way to learn whether the calling thread has been off its processor since it last asked: a
 * word that the kernel clears when it takes the thread off. NULL if there is no such word; then the
 * thread's clock has to be asked every time. */
hidden uint64_t *piano_platform_presence_word(void);
hidden uint64_t piano_platform_presence_armed(void); /* the value that arms it */

#endif
