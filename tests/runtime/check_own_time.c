/* What the runtime takes for itself, seldom and long, is in nobody's time. */
#include "harness.h"

#define TIMES 1000

static struct piano_site main_site = SITE("main"), outer_site = SITE("outer"),
                         part_site = SITE("part");
static struct piano_site functions[TIMES];

static void name_functions(void)
{
    static char texts[TIMES][32];
    for (int i = 0; i < TIMES; i++) {
        functions[i].text = texts[i];
        functions[i].text_bytes = (size_t)snprintf(texts[i], sizeof texts[i], "c\nf%d\nf.rs\n1", i);
    }
}

/* Runs it within a call of `outer`: whether a fifth at least of what it took is not in that call's
 * time; where the probes themselves are sanitized it is little more. */
static bool is_excluded(void (*run)(void))
{
    struct piano_call call = piano_enter(&outer_site);
    uint64_t start = piano_ticks();
    run();
    uint64_t took = piano_ticks() - start;
    piano_leave(call);
    uint64_t counted = sums_of(&outer_site).ticks;
    require(counted > 0);
    return counted < took / 5 * 4;
}

static void call_new_functions(void)
{
    for (int i = 0; i < TIMES; i++)
        piano_leave(piano_enter(&functions[i]));
}

static void a_new_path(void)
{
    name_functions();
    require(is_excluded(call_new_functions));
}

static void call_frames(void)
{
    for (int i = 0; i < TIMES; i++) {
        struct piano_call frame = piano_enter(&main_site);
        for (int part = 0; part < 8; part++)
            piano_leave(piano_enter(&functions[part]));
        piano_leave(frame);
    }
}

static void a_kept_frame(void)
{
    name_functions();
    require(is_excluded(call_frames));
    require(atomic_load(&frame_log()->seen) == TIMES);
}

static void allocate(void)
{
    static char memory[TIMES];
    for (int i = 0; i < TIMES; i++)
        piano_note_alloc(&memory[i], 1);
    for (int i = 0; i < TIMES; i++)
        piano_note_free(&memory[i], 1);
}

static void an_owner(void)
{
    piano_leave(piano_enter(&part_site));
    require(is_excluded(allocate));
    require(sums_of(&outer_site).frees == TIMES);
}

int main(void)
{
    const struct test tests[] = {
        TEST(a_new_path, "exact=1"),
        TEST(a_kept_frame, "exact=1\nframe=main"),
        TEST(an_owner, "exact=1"),
    };
    return run_tests(tests, sizeof tests / sizeof *tests);
}
