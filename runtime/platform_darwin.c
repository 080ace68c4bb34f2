/* macOS only: thread ids, the program's path and arguments (see platform.h). */
#include "runtime/format.h"
#include "runtime/platform.h"

#ifdef __APPLE__
#include <crt_externs.h>
#include <mach-o/dyld.h>
#include <pthread.h>
#include <string.h>

#if defined(__x86_64__)
#include <cpuid.h>
#endif

uint32_t piano_platform_clock(void)
{
#if defined(__aarch64__)
    return PIANO_CLOCK_CNTVCT;
#else
    const unsigned invariant = 1u << 8;
    unsigned a, b, c, d;
    bool constant = __get_cpuid(0x80000007, &a, &b, &c, &d) && (d & invariant);
    return constant ? PIANO_CLOCK_TSC : PIANO_CLOCK_NS;
#endif
}

uint64_t piano_platform_thread_id(void)
{
    uint64_t id = 0;
    pthread_threadid_np(NULL, &id);
    return id;
}

void piano_platform_program(char *path, size_t room)
{
    uint32_t bytes = (uint32_t)room;
    if (_NSGetExecutablePath(path, &bytes) != 0)
        path[0] = '\0';
}

bool piano_platform_loads(const char *beginning)
{
    for (uint32_t i = 0; i < _dyld_image_count(); i++) {
        const char *path = _dyld_get_image_name(i), *slash = strrchr(path, '/');
        if (strncmp(slash ? slash + 1 : path, beginning, strlen(beginning)) == 0)
            return true;
    }
    return false;
}

uint32_t piano_platform_arguments(char *args, size_t room)
{
    size_t used = 0;
    int count = *_NSGetArgc();
    char **list = *_NSGetArgv();
    for (int i = 1; i < count && used < room; i++)
        used += strlcpy(args + used, list[i], room - used) + 1;
    return (uint32_t)(used < room ? used : room);
}

uint64_t *piano_platform_presence_word(void)
{
    return NULL;
}

uint64_t piano_platform_presence_armed(void)
{
    return 0;
}
#endif
