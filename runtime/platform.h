/* All contact of the runtime with the machine and its system: clocks, memory, files, the thread,
 * the process. Everything here is async-signal-safe, takes no lock, touches no malloc and never
 * prints. platform_linux.c and platform_darwin.c say how; platform_posix.c what both share. */
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

/* The processor's counter, as cheaply as it can be read. Only of use where piano_platform_clock
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

/* Nothing that follows begins before all that precedes has been done. */
static inline void platform_fence(void)
{
#if defined(__x86_64__)
    __builtin_ia32_lfence();
#elif defined(__aarch64__)
    __asm__ volatile("isb" ::: "memory");
#endif
}

/* Which clock gives the ticks (enum piano_clock): the processor's counter only where it runs at
 * one rate, on all cores, in every state. */
hidden uint32_t piano_platform_clock(void);

hidden uint64_t piano_platform_ns(void);            /* CLOCK_MONOTONIC */
hidden uint64_t piano_platform_unix_ns(void);       /* since 1970 */
hidden uint64_t piano_platform_thread_cpu_ns(void); /* of the calling thread */

/* Address space that nothing else will use and that cannot be touched, or NULL. */
hidden void *piano_platform_reserve(size_t bytes);

/* Zeroed memory of our own; NULL where there is none. Given back whole. */
hidden void *piano_platform_memory(size_t bytes);
hidden void piano_platform_memory_free(void *at, size_t bytes);

/* Zeroed memory at a place inside a reserved range. */
hidden bool piano_platform_memory_at(void *at, size_t bytes);

/* Makes a place inside a reserved range untouchable again. */
hidden void piano_platform_conceal(void *at, size_t bytes);

struct piano_file_id {
    uint64_t device, inode;
};

/* Makes a file that is not there yet, and the folders above it. `exists`: because it was. */
hidden bool piano_platform_file_create(char *path, struct piano_file_id *id, bool *exists);

/* Gives the file the blocks of [from, from + bytes) and maps them at `at`. The file is opened
 * anew each time: a program may close all descriptors it finds and use their numbers again.
 * False where it is no longer that file, or has no room: nothing is mapped then. */
hidden bool piano_platform_file_map(const char *path, const struct piano_file_id *id, void *at,
                                    uint64_t from, size_t bytes);

/* Takes from the file what lies beyond so many bytes. What is mapped of that must not be touched
 * any more, or be mapped anew. */
hidden bool piano_platform_file_cut(const char *path, const struct piano_file_id *id,
                                    uint64_t bytes);

/* Puts memory into the file, as the last resort of a run without a map. */
hidden bool piano_platform_file_write(const char *path, const void *at, size_t bytes);

/* Until they are released, no signal's handler runs on the calling thread. */
hidden void piano_platform_hold_signals(sigset_t *before);
hidden void piano_platform_release_signals(const sigset_t *before);

hidden void piano_platform_yield(void);
hidden uint64_t piano_platform_thread_id(void);
hidden void piano_platform_thread_name(char *name, size_t room); /* of the calling thread */

hidden uint32_t piano_platform_pid(void);
hidden uint32_t piano_platform_parent_pid(void);
hidden void piano_platform_program(char *path, size_t room);
/* The arguments, each ending with NUL; how many bytes they take. */
hidden uint32_t piano_platform_arguments(char *args, size_t room);

/* Whether a library whose file's name begins so was loaded with the program. */
hidden bool piano_platform_loads(const char *beginning);

/* How to learn cheaply whether the calling thread has been off its processor since it was asked
 * last: arm a word that the kernel clears when it takes the thread off. NULL where there is no
 * such word; then the thread's clock has to be asked every time. */
hidden uint64_t *piano_platform_presence_word(void);
hidden uint64_t piano_platform_presence_armed(void); /* what to store in it */

#endif
