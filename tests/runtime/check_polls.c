/* Calls of async functions as frames: begun here, polled there, many at once. */
#include <pthread.h>

#include "harness.h"

#define AT_ONCE 2000
#define POLLS 3
#define LONG_TICKS 100000 /* no brief frame */

static struct piano_site outer_site = SITE("outer"), inner_site = SITE("inner"),
                         main_site = SITE("main"), sync_site = SITE("sync");

static void be_busy(void)
{
    uint64_t start = piano_ticks();
    while (piano_ticks() - start < LONG_TICKS)
        continue;
}

/* A poll, in which a function is called that is no async one. */
static void poll(struct piano_progress *call, bool ready)
{
    piano_poll_enter(call);
    piano_leave(piano_enter(&sync_site));
    be_busy();
    piano_poll_leave(call, ready);
}

static void finish_all(struct piano_progress *calls, int count)
{
    for (int n = 1; n <= POLLS; n++)
        for (int i = 0; i < count; i++)
            poll(&calls[i], n == POLLS);
}

static struct piano_progress *begin(int count)
{
    static struct piano_progress calls[AT_ONCE];
    for (int i = 0; i < count; i++)
        calls[i] = (struct piano_progress){.site = &outer_site};
    return calls;
}

static uint64_t frames_seen(void)
{
    return frame_log() ? atomic_load(&frame_log()->seen) : 0;
}

static uint32_t frames_kept(void)
{
    const struct piano_frame *frame = (const struct piano_frame *)(frame_log() + 1);
    uint32_t kept = 0;
    for (uint32_t i = 0; i < frame_log()->slowest_slots; i++, frame++) {
        if (!atomic_load(&frame->kept))
            continue;
        require(frame->ticks >= POLLS * LONG_TICKS);
        require(calls_in(frame, &outer_site) == 1 && calls_in(frame, &sync_site) == POLLS);
        kept++;
    }
    return kept;
}

static void outermost_calls_are_frames(void)
{
    struct piano_call in_main = piano_enter(&main_site);
    finish_all(begin(100), 100);
    piano_leave(in_main);
    require(frames_seen() == 100 && frames_kept() == 100);
}

static void what_they_await_is_no_frame(void)
{
    struct piano_progress outer = {.site = &outer_site}, inner = {.site = &inner_site};
    for (int n = 1; n <= POLLS; n++) {
        piano_poll_enter(&outer);
        poll(&inner, n == POLLS);
        piano_poll_leave(&outer, n == POLLS);
    }
    require(frames_seen() == 1);
}

static void what_a_function_awaits_is_part_of_it(void)
{
    struct piano_call sync = piano_enter(&sync_site);
    finish_all(begin(10), 10);
    require(frames_seen() == 0);
    piano_leave(sync);
    require(frames_seen() == 1);
}

static void what_is_dropped_was_a_frame(void)
{
    struct piano_progress *calls = begin(3);
    poll(&calls[0], false);
    piano_poll_enter(&calls[1]);
    piano_poll_end(&calls[1], true);
    for (int i = 0; i < 3; i++)
        piano_poll_end(&calls[i], false);
    require(frames_seen() == 2);
}

/* Of those that are open at once some hundreds are kept; the places of all are free again. */
static void many_at_once_are_counted(void)
{
    finish_all(begin(AT_ONCE), AT_ONCE);
    require(frames_seen() == AT_ONCE);
    require(frames_kept() >= 500);
    finish_all(begin(300), 300);
    require(frames_seen() == AT_ONCE + 300);
    require(frames_kept() >= 800);
}

static void *poll_once(void *of)
{
    poll(of, false);
    return NULL;
}

static void calls_move_between_threads(void)
{
    struct piano_progress call = {.site = &outer_site};
    for (int n = 1; n < POLLS; n++) {
        pthread_t thread;
        require(pthread_create(&thread, NULL, poll_once, &call) == 0);
        require(pthread_join(thread, NULL) == 0);
    }
    poll(&call, true);
    require(frames_seen() == 1 && frames_kept() == 1);
}

static void brief_ones_are_not(void)
{
    for (int i = 0; i < 100000; i++) {
        struct piano_progress call = {.site = &outer_site};
        piano_poll_enter(&call);
        piano_poll_leave(&call, true);
    }
    require(frames_seen() < 90000);
}

static void unless_they_are_named(void)
{
    struct piano_call sync = piano_enter(&sync_site);
    for (int i = 0; i < 100000; i++) {
        struct piano_progress call = {.site = &outer_site};
        piano_poll_enter(&call);
        piano_poll_leave(&call, true);
    }
    piano_leave(sync);
    require(frames_seen() == 100000);
}

int main(void)
{
    const struct test tests[] = {
        TEST(outermost_calls_are_frames, ""),
        TEST(what_they_await_is_no_frame, ""),
        TEST(what_a_function_awaits_is_part_of_it, ""),
        TEST(what_is_dropped_was_a_frame, ""),
        TEST(many_at_once_are_counted, ""),
        TEST(calls_move_between_threads, ""),
        TEST(brief_ones_are_not, ""),
        TEST(unless_they_are_named, "frame=outer"),
    };
    return run_tests(tests, sizeof tests / sizeof *tests);
}
