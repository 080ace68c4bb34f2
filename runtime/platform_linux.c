/* Linux only: which counter can be trusted, thread ids, /proc, restartable sequences (see
 * platform.h). */
#include "runtime/format.h"
#include "runtime/platform.h"

#ifdef __linux__
#include <fcntl.h>
#include <link.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

#if defined(__x86_64__)
#include <cpuid.h>
#endif

/* Asks the kernel, which switches to another clock source if it finds the counter unreliable. The
 * clock sources of virtual machines are based on the counter as well. */
static bool kernel_distrusts_counter(void)
{
    char source[32] = {0};
    int file = open("/sys/devices/system/clocksource/clocksource0/current_clocksource",
                    O_RDONLY | O_CLOEXEC);
    if (file < 0)
        return false;
    ssize_t got = read(file, source, sizeof source - 1);
    close(file);
    return got > 0 && (strncmp(source, "hpet", 4) == 0 || strncmp(source, "acpi_pm", 7) == 0 ||
                       strncmp(source, "jiffies", 7) == 0 || strncmp(source, "refined", 7) == 0);
}

uint32_t piano_platform_clock(void)
{
#if defined(__x86_64__)
    const unsigned invariant = 1u << 8;
    unsigned a, b, c, d;
    bool constant = __get_cpuid(0x80000007, &a, &b, &c, &d) && (d & invariant);
    return constant && !kernel_distrusts_counter() ? PIANO_CLOCK_TSC : PIANO_CLOCK_NS;
#elif defined(__aarch64__)
    return kernel_distrusts_counter() ? PIANO_CLOCK_NS : PIANO_CLOCK_CNTVCT;
#else
    return PIANO_CLOCK_NS;
#endif
}

uint64_t piano_platform_thread_id(void)
{
    return (uint64_t)syscall(SYS_gettid);
}

void piano_platform_program(char *path, size_t room)
{
    ssize_t got = readlink("/proc/self/exe", path, room - 1);
    path[got < 0 ? 0 : got] = '\0';
}

static int begins_with(struct dl_phdr_info *loaded, size_t bytes, void *beginning)
{
    (void)bytes;
    const char *slash = strrchr(loaded->dlpi_name, '/');
    const char *name = slash ? slash + 1 : loaded->dlpi_name;
    return strncmp(name, beginning, strlen(beginning)) == 0;
}

bool piano_platform_loads(const char *beginning)
{
    return dl_iterate_phdr(begins_with, (void *)beginning) != 0;
}

uint32_t piano_platform_arguments(char *args, size_t room)
{
    int file = open("/proc/self/cmdline", O_RDONLY | O_CLOEXEC);
    if (file < 0)
        return 0;
    size_t got = 0;
    for (ssize_t more; got < room && (more = read(file, args + got, room - got)) > 0;)
        got += (size_t)more;
    close(file);
    if (got == room)
        args[room - 1] = '\0';
    size_t name = strnlen(args, got) + 1;
    if (name >= got)
        return 0;
    memmove(args, args + name, got - name);
    return (uint32_t)(got - name);
}

/* The presence word: the pointer to the thread's current restartable sequence (rseq), which glibc
 * 2.35 and later register. The kernel clears it whenever it preempts or migrates the thread, or
 * delivers a signal to it, outside that sequence. So a pointer to a sequence that is never run
 * tells just that. */
#if (defined(__x86_64__) || defined(__aarch64__)) && __has_builtin(__builtin_thread_pointer)
#define HAVE_SEQUENCES 1
#elif defined(__x86_64__)
#define HAVE_SEQUENCES 1
#endif

#ifdef HAVE_SEQUENCES
extern const ptrdiff_t __rseq_offset __attribute__((weak));
extern const unsigned int __rseq_size __attribute__((weak));

struct sequence {
    uint32_t version, flags;
    uint64_t start, length, abort;
} __attribute__((aligned(32)));

/* The kernel requires the abort address to lie outside the sequence, after the signature that glibc
 * registered. */
#if defined(__x86_64__)
#define SIGNATURE ".byte 0x0f, 0xb9, 0x3d\n.long 0x53053053\n"
#define TRAP "ud2\n"
#else
#define SIGNATURE ".long 0xd428bc00\n"
#define TRAP "brk #1\n"
#endif
__asm__(".pushsection .text.piano_sequence, \"ax\"\n"
        ".hidden piano_sequence_start\n.globl piano_sequence_start\n"
        ".hidden piano_sequence_abort\n.globl piano_sequence_abort\n"
        "piano_sequence_start: " TRAP SIGNATURE "piano_sequence_abort: " TRAP ".popsection\n");
extern const char piano_sequence_start[] hidden;
extern const char piano_sequence_abort[] hidden;

static struct sequence never_run;

uint64_t *piano_platform_presence_word(void)
{
    const size_t place_of_pointer = 8;
    if (!&__rseq_size || !&__rseq_offset || __rseq_size == 0)
        return NULL;
#if __has_builtin(__builtin_thread_pointer)
    char *thread = __builtin_thread_pointer();
#else
    char *thread;
    __asm__("mov %%fs:0, %0" : "=r"(thread));
#endif
    return (uint64_t *)(thread + __rseq_offset + place_of_pointer);
}

uint64_t piano_platform_presence_armed(void)
{
    never_run.start = (uint64_t)(uintptr_t)piano_sequence_start;
    never_run.length = 1;
    never_run.abort = (uint64_t)(uintptr_t)piano_sequence_abort;
    return (uint64_t)(uintptr_t)&never_run;
}
#else
uint64_t *piano_platform_presence_word(void)
{
    return NULL;
}

uint64_t piano_platform_presence_armed(void)
{
    return 0;
}
#endif
#endif
