#include "run/clock.h"

#include <time.h>
#if defined(__x86_64__)
#include <x86intrin.h>
#endif

static uint64_t now_ns(clockid_t clock)
{
    struct timespec now;
    clock_gettime(clock, &now);
    return (uint64_t)now.tv_sec * 1000000000u + (uint64_t)now.tv_nsec;
}

uint64_t clock_monotonic_ns(void)
{
    return now_ns(CLOCK_MONOTONIC);
}

uint64_t clock_unix_ns(void)
{
    return now_ns(CLOCK_REALTIME);
}

/* Elsewhere than on Linux, CLOCK_MONOTONIC goes on during a suspend. */
#ifndef CLOCK_BOOTTIME
#define CLOCK_BOOTTIME CLOCK_MONOTONIC
#endif

struct clock_moment clock_moment_now(void)
{
    return (struct clock_moment){
        .unix_ns = clock_unix_ns(),
        .monotonic_ns = clock_monotonic_ns(),
        .boot_ns = now_ns(CLOCK_BOOTTIME),
    };
}

static bool ticks_now(uint32_t clock, uint64_t *ticks)
{
    switch (clock) {
#if defined(__x86_64__)
    case PIANO_CLOCK_TSC:
        *ticks = __rdtsc();
        return true;
#endif
#if defined(__aarch64__)
    case PIANO_CLOCK_CNTVCT:
        __asm__ volatile("isb\n\tmrs %0, cntvct_el0" : "=r"(*ticks));
        return true;
#endif
    case PIANO_CLOCK_NS:
        *ticks = clock_monotonic_ns();
        return true;
    default:
        return false;
    }
}

/* Of several tries takes the one with the least time between the two readings. */
bool clock_read(uint32_t clock, struct piano_clock_pair *out)
{
    uint64_t narrowest = UINT64_MAX;
    for (int i = 0; i < 5; i++) {
        struct piano_clock_pair pair;
        uint64_t before = clock_monotonic_ns();
        if (!ticks_now(clock, &pair.ticks))
            return false;
        pair.ns = clock_monotonic_ns();
        uint64_t width = pair.ns - before;
        pair.ns = before + width / 2;
        if (width < narrowest) {
            narrowest = width;
            *out = pair;
        }
    }
    return true;
}

/* From 1 MHz to 100 GHz. */
static bool is_plausible(double ns_per_tick)
{
    return ns_per_tick >= 0.01 && ns_per_tick <= 1000;
}

static double slope(const struct piano_clock_pair *first, const struct piano_clock_pair *last)
{
    if (last->ticks <= first->ticks || last->ns <= first->ns)
        return 0;
    return (double)(last->ns - first->ns) / (double)(last->ticks - first->ticks);
}

double clock_ns_per_tick(const struct piano_header *header)
{
    if (header->clock == PIANO_CLOCK_NS)
        return 1;
    double noted = slope(&header->first, &header->last);
    if (is_plausible(noted))
        return noted;
    /* The process died before it could note a second pair: the clock has gone on since. */
    struct piano_clock_pair now;
    double since = clock_read(header->clock, &now) ? slope(&header->first, &now) : 0;
    return is_plausible(since) ? since : 1;
}
