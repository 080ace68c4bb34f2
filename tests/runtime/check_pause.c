/* What the runtime takes for itself when the file grows is no time of the program's calls. */
#include "harness.h"

#include "runtime/store.h"
#include "runtime/thread.h"

#define FUNCTIONS 1000

static struct piano_site main_site = SITE("main"), a = SITE("a");
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
    uint64_t start = piano_ticks(), start_of_last = 0;
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
    struct piano_node *node = piano_call_node(outer);
    piano_leave(outer);
    require(node->ticks > 0 && node->ticks + paused <= piano_ticks() - start);
}

int main(void)
{
    const struct test tests[] = {
        TEST(growth_counts_for_nobody, ""),
        TEST(growth_counts_for_nobody, "exact=1"),
        TEST(growth_counts_for_nobody, "cpu=1"),
        TEST(folded_calls_are_no_exception, ""),
    };
    return run_tests(tests, sizeof tests / sizeof *tests);
}
