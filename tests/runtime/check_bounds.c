/* The limits: counters that pass 32 bits, more paths and functions than there is room for. */
#include "harness.h"

#include "runtime/histogram.h"
#include "runtime/places.h"
#include "runtime/sampling.h"

#define MOST_BYTES 16000000 /* that a program of a thousand functions may take */
#define FUNCTIONS 1000
#define PATHS (FUNCTIONS * FUNCTIONS)
#define TEN_BILLION UINT64_C(10000000000)

static struct piano_site a = SITE("a"), b = SITE("b"), main_site = SITE("main");
static struct piano_site functions[FUNCTIONS];

static void call(struct piano_site *site)
{
    piano_leave(piano_enter(site));
}

static void name_functions(void)
{
    static char texts[FUNCTIONS][32];
    for (int i = 0; i < FUNCTIONS; i++) {
        functions[i].text = texts[i];
        functions[i].text_bytes = (size_t)snprintf(texts[i], sizeof texts[i], "c\nf%d\nf.rs\n1", i);
    }
}

static struct piano_node *child_of(const struct piano_call outer, struct piano_site *site)
{
    call(site);
    struct piano_node *node = piano_call_node(outer)->last_child;
    require(node->function == atomic_load(&site->id));
    return node;
}

/* As if the path had been called so often already, in a tick each. */
static void count_before(struct piano_node *node, uint64_t calls)
{
    node->counted = calls * PIANO_CALL;
    node->untimed = calls;
    node->ticks = calls;
    node->flags &= (1u << PIANO_OTHERS_SHIFT) - 1;
}

static void calls_pass_what_was_thought_of(void)
{
    const uint64_t before[] = {UINT32_MAX - 5000, TEN_BILLION, 10000 * TEN_BILLION};
    struct piano_call outer = piano_enter(&main_site);
    struct piano_node *node = child_of(outer, &a);
    for (size_t i = 0; i < sizeof before / sizeof *before; i++) {
        count_before(node, before[i]);
        for (int n = 0; n < 10000; n++)
            call(&a);
        require(node_calls(node) == before[i] + 10000);
        /* Few are timed: what stands below the calls is as it should be. */
        require(node->untimed - before[i] > 5000 && node->untimed - before[i] <= 10000);
    }
    piano_leave(outer);
}

/* Gives all buckets of the histogram's octaves so many calls; the fewest that one had. */
static uint32_t fill_buckets(const struct piano_histogram *histogram, uint32_t calls)
{
    uint32_t fewest = UINT32_MAX;
    for (int k = 0; k < PIANO_OCTAVES; k++) {
        char *at = (char *)piano_run.header + (uint64_t)histogram->octaves[k] * 64;
        for (int i = 0; histogram->octaves[k] && i < PIANO_OCTAVE_BUCKETS; i++) {
            uint32_t *bucket = &((struct piano_octave *)at)->calls[i];
            fewest = *bucket < fewest ? *bucket : fewest;
            *bucket = calls;
        }
    }
    return fewest;
}

static void full_buckets_stay_full(void)
{
    struct piano_call outer = piano_enter(&main_site);
    for (int i = 0; i < 1000; i++)
        call(&a);
    const struct piano_histogram before = *piano_call_node(outer)->last_child->histogram;
    fill_buckets(&before, UINT32_MAX - 9);
    for (int i = 0; i < 10000; i++)
        call(&a);
    piano_leave(outer);
    require(fill_buckets(&before, 0) == UINT32_MAX - 9);
}

static void a_frame_of_ten_billion_calls(void)
{
    struct piano_call frame = piano_enter(&a);
    count_before(child_of(frame, &b), TEN_BILLION);
    piano_leave(frame);
    require(frame_log());
    const struct piano_frame *kept = (const struct piano_frame *)(frame_log() + 1);
    require(kept->part_count == 2);
    uint32_t of_b = kept->parts[0].function == atomic_load(&b.id) ? 0 : 1;
    require(kept->parts[of_b].calls == UINT32_MAX);
}

static uint64_t calls_of_all(void)
{
    uint64_t calls = 0;
    for (int i = 0; i < FUNCTIONS; i++)
        calls += sums_of(&functions[i]).calls;
    return calls;
}

static uint64_t folded_calls(void)
{
    uint64_t calls = 0;
    for (int i = 0; i < FUNCTIONS; i++)
        calls += sums_of(&functions[i]).folded;
    return calls;
}

static const struct piano_more *fold_of(const struct piano_site *site)
{
    struct piano_own *own = piano_own(piano_self);
    return piano_places_by_function(own, atomic_load(&site->id))->fold->more;
}

/* Each function calls each, twice over. */
static void a_million_paths_stay_within_bounds(void)
{
    name_functions();
    for (int i = 0; i < 2 * PATHS; i++) {
        struct piano_call outer = piano_enter(&functions[i / FUNCTIONS % FUNCTIONS]);
        call(&functions[i % FUNCTIONS]);
        piano_leave(outer);
    }
    require(calls_of_all() == 4 * (uint64_t)PATHS);
    require(fold_of(&functions[5])->longest_poll > 0);
    require(folded_calls() > PATHS);
    require(atomic_load(&piano_run.header->used_bytes) < MOST_BYTES - 3000000);
}

/* Half of the functions call the other half, which call nothing, each as far from the root. */
static void leaves_beyond_the_budget_stay_within_bounds(void)
{
    enum { DEPTH = 100000, CALLERS = FUNCTIONS / 2 };
    static struct piano_call calls[DEPTH];
    name_functions();
    for (int i = 0; i < DEPTH; i++)
        calls[i] = piano_enter(&a);
    for (int i = 0; i < CALLERS * CALLERS; i++) {
        struct piano_call outer = piano_enter(&functions[i / CALLERS]);
        call(&functions[CALLERS + i % CALLERS]);
        piano_leave(outer);
    }
    for (int i = DEPTH; i-- > 0;)
        piano_leave(calls[i]);
    require(calls_of_all() == 2 * (uint64_t)CALLERS * CALLERS);
    require(piano_current == piano_self->root);
    require(atomic_load(&piano_run.header->used_bytes) < MOST_BYTES - 3000000);
}

/* Three functions that call one another: a path is as long as the stack is deep. */
static void mutual_recursion_stays_within_bounds(void)
{
    enum { DEPTH = 100000 };
    struct piano_call *calls = malloc(DEPTH * sizeof *calls);
    name_functions();
    require(calls);
    for (int round = 0; round < 3; round++) {
        for (int i = 0; i < DEPTH; i++)
            calls[i] = piano_enter(&functions[i % 3]);
        for (int i = DEPTH; i-- > 0;)
            piano_leave(calls[i]);
    }
    free(calls);
    require(calls_of_all() == 3 * DEPTH);
    require(fold_of(&functions[0])->longest_poll == 0);
    require(piano_current == piano_self->root);
    require(atomic_load(&piano_run.header->used_bytes) < MOST_BYTES - 3000000);
}

int main(void)
{
    const struct test tests[] = {
        TEST(calls_pass_what_was_thought_of, ""),
        TEST(full_buckets_stay_full, "exact=1"),
        TEST(a_frame_of_ten_billion_calls, "exact=1"),
        TEST(a_million_paths_stay_within_bounds, ""),
        TEST(leaves_beyond_the_budget_stay_within_bounds, ""),
        TEST(mutual_recursion_stays_within_bounds, ""),
    };
    return run_tests(tests, sizeof tests / sizeof *tests);
}
