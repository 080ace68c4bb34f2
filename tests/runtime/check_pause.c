/* What the runtime takes for itself, seldom and long, is no time of the program's calls. */
#include "harness.h"

#include "runtime/store.h"
#include "runtime/thread.h"

#define FUNCTIONS 1000

static struct piano_site main_site = SITE("main"), a = SITE("a"), b = SITE("b");
static struct piano_site functions[FUNCTIONS];

static uint64_t paused, pauses;

/* In place of libc's, as on a slow disk: busy for a while, which is noted. */
int posix_fallocate(int file, off_t from, off_t bytes)
{
    uint64_t start = piano_ticks();
    bool ok = ftruncate(file, from + bytes) == 0;
    for (volatile int i = 0; i < 1000000; i++)
        ;
    paused += piano_ticks() - start;
    pauses++;
    return !ok;
}

static void name_functions(void)
{
    static char texts[FUNCTIONS][32];
    for (int i = 0; i < FUNCTIONS; i++) {
        functions[i].text = texts[i];
        functions[i].text_bytes = (size_t)snprintf(texts[i], sizeof texts[i], "c\nf%d\nf.rs\n1", i);
    }
}

static void call_all(int depth)
{
    if (depth == 0)
        return;
    for (int i = 0; i < FUNCTIONS; i += depth) {
        struct piano_call call = piano_enter(&functions[i]);
        call_all(i < 100 ? depth - 1 : 0);
        piano_leave(call);
    }
}

static void growth_counts_for_nobody(void)
{
    name_functions();
    paused = pauses = 0;
    uint64_t start = piano_ticks();
    struct piano_call outer = piano_enter(&main_site), inner = piano_enter(&a);
    call_all(2);
    struct piano_node *node = piano_call_node(outer);
    piano_leave(inner);
    piano_leave(outer);
    uint64_t all = piano_ticks() - start;
    require(pauses > 2);
    require(node->ticks > 0 && node->ticks + paused <= all);
    require(sums_of(&a).ticks + paused <= all);
    if (piano_unusual & PIANO_UNUSUAL_CPU)
        require(node->more->cpu_ticks > 0 && node->more->cpu_ticks + paused <= all);
}

/* As another part of the runtime would, when the trees have taken what they may. */
static void grow(void)
{
    require(inside_begin());
    piano_lock();
    require(piano_store_slab(PIANO_SLAB_FUNCTIONS, UINT32_MAX, 2 << 20, true));
    piano_unlock();
    inside_end();
}

static void folded_calls_are_no_exception(void)
{
    enum { DEPTH = 100000 };
    static struct piano_call calls[DEPTH];
    name_functions();
    paused = pauses = 0;
    uint64_t start_of_last = 0;
    struct piano_call outer = piano_enter(&main_site);
    for (int i = 0; i < DEPTH; i++) {
        start_of_last = piano_ticks();
        calls[i] = piano_enter(&functions[i % 3]);
    }
    const struct piano_node *last = piano_current;
    require(last->flags & PIANO_NODE_FOLD && last->ticks == 0);
    uint64_t before = paused;
    grow();
    require(paused > before);
    piano_leave(calls[DEPTH - 1]);
    require(last->ticks > 0 && last->ticks + paused - before <= piano_ticks() - start_of_last);
    for (int i = DEPTH - 1; i-- > 0;)
        piano_leave(calls[i]);
    piano_leave(outer);
}

/* Runs it within a call of `a`: whether a fifth at least of what it took is not in that call's
 * time; where the probes themselves are sanitized it is little more. */
static bool is_excluded(void (*run)(void))
{
    struct piano_call call = piano_enter(&a);
    uint64_t start = piano_ticks();
    run();
    uint64_t took = piano_ticks() - start;
    piano_leave(call);
    uint64_t counted = sums_of(&a).ticks;
    require(counted > 0);
    return counted < took / 5 * 4;
}

static void call_new_functions(void)
{
    for (int i = 0; i < FUNCTIONS; i++)
        piano_leave(piano_enter(&functions[i]));
}

static void a_new_path(void)
{
    name_functions();
    require(is_excluded(call_new_functions));
}

static void call_frames(void)
{
    for (int i = 0; i < FUNCTIONS; i++) {
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
    require(atomic_load(&frame_log()->seen) == FUNCTIONS);
}

static void allocate(void)
{
    static char memory[FUNCTIONS];
    for (int i = 0; i < FUNCTIONS; i++)
        piano_note_alloc(&memory[i], 1);
    for (int i = 0; i < FUNCTIONS; i++)
        piano_note_free(&memory[i], 1);
}

static void an_owner(void)
{
    piano_leave(piano_enter(&b));
    require(is_excluded(allocate));
    require(sums_of(&a).frees == FUNCTIONS);
}

int main(void)
{
    const struct test tests[] = {
        TEST(growth_counts_for_nobody, ""),
        TEST(growth_counts_for_nobody, "exact=1"),
        TEST(growth_counts_for_nobody, "cpu=1"),
        TEST(folded_calls_are_no_exception, ""),
        TEST(a_new_path, "exact=1"),
        TEST(a_kept_frame, "exact=1\nframe=main"),
        TEST(an_owner, "exact=1"),
    };
    return run_tests(tests, sizeof tests / sizeof *tests);
}
