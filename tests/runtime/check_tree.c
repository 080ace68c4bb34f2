/* One thread: paths, order, recursion, folding, leaves that meet another node. */
#include "harness.h"

#include "runtime/pace.h"

/* Requests that cannot be met are part of the tests. */
const char *__asan_default_options(void)
{
    return "allocator_may_return_null=1";
}

const char *__tsan_default_options(void)
{
    return "allocator_may_return_null=1";
}

static struct piano_site a = SITE("a"), b = SITE("b"), c = SITE("c"), main_site = SITE("main");

static void call(struct piano_site *site)
{
    piano_leave(piano_enter(site));
}

static void every_path_has_its_node(void)
{
    struct piano_call outer = piano_enter(&main_site);
    for (int i = 0; i < 100; i++) {
        struct piano_call one = piano_enter(&a);
        call(&b);
        call(&c);
        call(&b);
        piano_leave(one);
        call(&c);
        call(&b);
    }
    piano_leave(outer);
    require(sums_of(&a).calls == 100 && sums_of(&a).nodes == 1);
    require(sums_of(&b).calls == 300 && sums_of(&b).nodes == 2);
    require(sums_of(&c).calls == 200 && sums_of(&c).nodes == 2);
    require(piano_current == piano_self->root);
}

static void nothing_is_recorded_before_the_start(void)
{
    require(!piano_enter(&a).node);
    piano_leave((struct piano_call){0});
    piano_note_alloc(&a, 5);
    piano_note_free(&a, 5);
    require(!piano_self && atomic_load(&a.id) == 0);
}

static void skipped_calls_are_closed(void)
{
    struct piano_call outer = piano_enter(&a);
    piano_enter(&b);
    piano_enter(&c);
    /* As after longjmp: b and c never leave. */
    piano_leave(outer);
    require(piano_current == piano_self->root);
    require(sums_of(&b).calls == 1 && sums_of(&c).ticks > 0);
}

static void late_leaves_change_nothing(void)
{
    struct piano_call first = piano_enter(&a);
    struct piano_call second = piano_enter(&b);
    piano_leave(first);
    piano_leave(second);
    piano_leave(second);
    require(piano_current == piano_self->root);
    call(&a);
    require(sums_of(&a).calls == 2 && sums_of(&b).calls == 1);
}

#define BEYOND_THE_BUDGET 120000

static struct piano_call calls[BEYOND_THE_BUDGET];
static const struct piano_node *deepest;

/* Without recursion of our own: what follows our stack has limits. */
static void enter_beyond_the_budget(void)
{
    for (int i = 0; i < BEYOND_THE_BUDGET; i++)
        calls[i] = piano_enter(&a);
    deepest = piano_current;
    require(deepest->flags & PIANO_NODE_FOLD);
}

static void leave_them(void)
{
    for (int i = BEYOND_THE_BUDGET; i-- > 0;)
        piano_leave(calls[i]);
}

static void go_beyond_the_budget(void)
{
    enter_beyond_the_budget();
    leave_them();
}

static void depth_beyond_the_budget_is_folded(void)
{
    for (int i = 0; i < 3; i++)
        go_beyond_the_budget();
    require(sums_of(&a).calls == 3 * BEYOND_THE_BUDGET);
    require(sums_of(&a).folded > 10000);
    require(piano_current == piano_self->root);
    require(atomic_load(&piano_run.header->used_bytes) < 16u << 20);
}

/* All these calls' callers are of their own function: what that gave up for them is more than they
 * took. */
static void folding_is_nobodys_time(void)
{
    go_beyond_the_budget();
    require(deepest->flags & PIANO_NODE_FOLD && piano_self->fold->ticks > 0);
    require(deepest->more->folded_ticks == deepest->ticks + piano_self->fold->ticks);
}

static void folded_calls_can_be_skipped(void)
{
    go_beyond_the_budget();
    struct piano_call outer = piano_enter(&b);
    go_beyond_the_budget();
    piano_leave(outer);
    struct piano_call again = piano_enter(&b);
    for (int i = 0; i < 130000; i++)
        piano_enter(&c);
    piano_leave(again);
    require(piano_current == piano_self->root);
    require(sums_of(&c).calls == 130000);
}

static void folded_calls_that_call_nothing_have_nodes(void)
{
    enter_beyond_the_budget();
    for (int i = 0; i < 1000; i++)
        call(&b);
    const struct piano_node *leaf = deepest->last_child;
    require(leaf->function == atomic_load(&b.id) && leaf->parent == deepest);
    require(leaf->counted / PIANO_CALL == 1000 && leaf->ticks > 0 && leaf->histogram);
    require(sums_of(&b).nodes == 1 && sums_of(&b).untimed > 0);
    require(piano_current == deepest);
    leave_them();
    require(piano_current == piano_self->root);
}

static void one_that_calls_has_none_from_then_on(void)
{
    enter_beyond_the_budget();
    for (int i = 0; i < 10; i++)
        call(&b);
    const struct piano_node *leaf = deepest->last_child;
    struct piano_call outer = piano_enter(&b);
    require(piano_current == leaf);
    call(&c);
    require(piano_current == leaf && sums_of(&c).folded == 1);
    piano_leave(outer);
    require(piano_current == deepest);
    struct piano_call again = piano_enter(&b);
    require(piano_current->flags & PIANO_NODE_FOLD && piano_current->function == leaf->function);
    call(&c);
    piano_leave(again);
    require(leaf->counted / PIANO_CALL == 11 && leaf->start == 0);
    require(sums_of(&b).calls == 12 && sums_of(&c).calls == 2);
    leave_them();
    require(piano_current == piano_self->root);
}

static void such_a_call_can_be_skipped(void)
{
    struct piano_call outer = piano_enter(&b);
    enter_beyond_the_budget();
    piano_enter(&c);
    const struct piano_node *leaf = piano_current;
    require(leaf->parent == deepest && leaf->start);
    piano_enter(&main_site);
    require(piano_current->flags & PIANO_NODE_FOLD);
    piano_leave(outer);
    require(piano_current == piano_self->root);
    require(leaf->start == 0 && leaf->ticks > 0 && sums_of(&c).calls == 1);
}

static void memory_is_charged_to_the_caller(void)
{
    struct piano_call outer = piano_enter(&a);
    void *x = piano_alloc(100, 8);
    struct piano_call inner = piano_enter(&b);
    void *y = piano_alloc_zeroed(1000, 64);
    require(((uintptr_t)y & 63) == 0 && ((char *)y)[999] == 0);
    x = piano_realloc(x, 100, 8, 5000);
    y = piano_realloc(y, 1000, 64, 3000);
    require(((uintptr_t)y & 63) == 0);
    require(piano_alloc(SIZE_MAX / 4, 8) == NULL);
    require(piano_alloc(SIZE_MAX / 4, 4096) == NULL);
    piano_leave(inner);
    piano_free(x, 5000);
    piano_free(y, 3000);
    piano_leave(outer);
    struct sums in_a = sums_of(&a), in_b = sums_of(&b);
    require(in_a.allocs == 1 && in_a.alloc_bytes == 100);
    require(in_a.frees == 2 && in_a.freed_bytes == 8000);
    require(in_b.allocs == 3 && in_b.alloc_bytes == 9000);
    require(in_b.frees == 2 && in_b.freed_bytes == 1100);
}

static void the_peak_is_kept(void)
{
    struct piano_call outer = piano_enter(&a);
    piano_note_alloc(&a, 10 << 20);
    piano_note_free(&a, 9 << 20);
    piano_note_alloc(&a, 3 << 20);
    piano_leave(outer);
    require(atomic_load(&piano_run.header->peak_live_bytes) == 10u << 20);
}

static void short_calls_are_sampled(void)
{
    struct piano_call outer = piano_enter(&main_site);
    uint64_t start = piano_ticks();
    for (int i = 0; i < 1000000; i++)
        call(&a);
    uint64_t spent = piano_ticks() - start;
    piano_leave(outer);
    struct sums in_a = sums_of(&a);
    require(in_a.calls == 1000000);
    require(in_a.untimed > 500000);
    require(in_a.ticks > 0 && in_a.ticks < 100 * spent);
}

static void every_call_stands_in_a_histogram(void)
{
    struct piano_call outer = piano_enter(&main_site);
    for (int i = 0; i < 200000; i++)
        call(&a);
    piano_leave(outer);
    struct piano_histogram *histogram = piano_call_node(outer)->last_child->histogram;
    uint64_t sum = 0;
    for (int k = 0; k < PIANO_OCTAVES; k++) {
        if (!histogram->octaves[k])
            continue;
        char *at = (char *)piano_run.header + (uint64_t)histogram->octaves[k] * 64;
        for (int i = 0; i < PIANO_OCTAVE_BUCKETS; i++)
            sum += ((struct piano_octave *)at)->calls[i];
    }
    /* Not to the last one: where the clock is coarse more of the calls that are counted one by one
     * fall among those that would have stood for others. */
    require(sum > 170000 && sum < 230000);
    require(histogram->min <= histogram->max);
}

/* Frame i calls b i % 3 times, c once, and has 8 bytes a call of b. */
/* What probes cost their callers is nobody's part of a frame: here they cost nothing, and are not
 * measured again. */
static void run_frames(int count)
{
    piano_run.header->timed_outside = 0;
    atomic_store(&piano_pace_due, UINT64_MAX);
    for (int i = 0; i < count; i++) {
        struct piano_call frame = piano_enter(&a);
        for (int k = 0; k < i % 3; k++) {
            struct piano_call inner = piano_enter(&b);
            piano_note_alloc(&a, 8);
            piano_leave(inner);
        }
        call(&c);
        piano_leave(frame);
    }
}

static void check_frames(int count)
{
    const struct piano_frames *log = frame_log();
    require(log && atomic_load(&log->seen) == (uint64_t)count);
    const struct piano_frame *frame = (const struct piano_frame *)(log + 1);
    uint32_t slowest = 0, sample = 0;
    for (uint32_t i = 0; i < log->slowest_slots + log->sample_slots; i++, frame++) {
        uint32_t kept = atomic_load(&frame->kept);
        slowest += kept == PIANO_FRAME_SLOWEST;
        sample += kept == PIANO_FRAME_SAMPLE;
        if (!kept)
            continue;
        uint64_t i_of = frame->number - 1, total = frame->other_ticks;
        require(kept != PIANO_FRAME_SAMPLE || i_of % log->sample_every == 0);
        require(frame->function == atomic_load(&a.id));
        require(calls_in(frame, &a) == 1 && calls_in(frame, &c) == 1);
        require(calls_in(frame, &b) == i_of % 3);
        require(frame->allocs == i_of % 3 && frame->alloc_bytes == 8 * (i_of % 3));
        for (uint32_t k = 0; k < frame->part_count; k++)
            total += frame->parts[k].self_ticks;
        require(total == frame->ticks);
    }
    require(slowest == (count < 1000 ? (uint32_t)count : 1000));
    require(sample == (count + log->sample_every - 1) / log->sample_every);
}

static void few_frames_are_all_kept(void)
{
    run_frames(500);
    check_frames(500);
}

static void many_frames_are_thinned(void)
{
    run_frames(100000);
    check_frames(100000);
}

static void outermost_calls_are_frames(void)
{
    struct piano_call outer = piano_enter(&main_site);
    run_frames(60);
    check_frames(60);
    piano_leave(outer);
}

static void names_on_several_lines_are_frames_too(void)
{
    static struct piano_site wrapped = SITE("<(A,\nB) as T>::a");
    call(&wrapped);
    call(&wrapped);
    require(frame_log() && atomic_load(&frame_log()->seen) == 2);
}

static void brief_outermost_calls_are_not(void)
{
    struct piano_call outer = piano_enter(&main_site);
    for (int i = 0; i < 1000000; i++)
        call(&b);
    piano_leave(outer);
    require(!frame_log() || atomic_load(&frame_log()->seen) < 900000);
}

static void without_a_clock_of_its_own(void)
{
    piano_unusual |= PIANO_UNUSUAL_CLOCK;
    every_path_has_its_node();
}

static void cpu_time_leaves_out_sleep(void)
{
    struct piano_call outer = piano_enter(&a);
    struct piano_call inner = piano_enter(&b);
    usleep(20000);
    piano_leave(inner);
    uint64_t busy = piano_platform_thread_cpu_ns();
    while (piano_platform_thread_cpu_ns() - busy < 20000000)
        continue;
    piano_leave(outer);
    require(piano_call_node(inner)->more->cpu_ticks * 10 < piano_call_node(inner)->ticks);
    require(piano_call_node(outer)->more->cpu_ticks > piano_call_node(inner)->more->cpu_ticks * 5);
    require(piano_call_node(outer)->more->cpu_ticks < piano_call_node(outer)->ticks);
}

/* Nobody will ask the thread when a signal has ended it. */
static void the_cpu_time_of_a_call_in_flight_is_known(void)
{
    struct piano_call outer = piano_enter(&a);
    const struct piano_more *more = piano_call_node(outer)->more;
    struct piano_call inner = piano_enter(&b);
    require(piano_self->cpu_seen > more->cpu_start);
    piano_leave(inner);
    require(piano_self->cpu_seen - more->cpu_start >= piano_call_node(inner)->more->cpu_ticks);
    piano_leave(outer);
}

static const struct piano_node *in_flight;

static void exit_within_calls(void)
{
    struct piano_call outer = piano_enter(&a);
    piano_enter(&b);
    uint64_t busy = piano_platform_thread_cpu_ns();
    while (piano_platform_thread_cpu_ns() - busy < 20000000)
        continue;
    in_flight = piano_call_node(outer);
    require(in_flight->start && in_flight->more->cpu_ticks == 0);
    exit(0);
}

/* Runs after what the runtime does at the end of the process. */
static void check_in_flight(void)
{
    const struct piano_node *inner = in_flight ? in_flight->last_child : NULL;
    if (inner &&
        (inner->more->cpu_ticks == 0 || in_flight->more->cpu_ticks < inner->more->cpu_ticks ||
         in_flight->more->cpu_ticks > piano_ticks() - in_flight->start))
        _exit(1);
}

static bool selection_is(const char *words)
{
    const struct piano_header *header = piano_run.header;
    return header->selection_bytes == strlen(words) + 1 && strcmp(header->selection, words) == 0;
}

static void the_selection_is_kept(void)
{
    require(selection_is("--mod parser --skip 'a=b'"));
}

static void no_selection_is_kept_as_well(void)
{
    require(selection_is(""));
}

static void a_selection_that_nobody_told_is_not_known(void)
{
    require(piano_run.header->selection_bytes == 0);
}

int main(void)
{
    atexit(check_in_flight);
    const struct test tests[] = {
        TEST(nothing_is_recorded_before_the_start, NULL),
        TEST(every_path_has_its_node, "exact=1"),
        TEST(skipped_calls_are_closed, "exact=1"),
        TEST(late_leaves_change_nothing, "exact=1"),
        TEST(depth_beyond_the_budget_is_folded, "exact=1"),
        TEST(folding_is_nobodys_time, ""),
        TEST(folded_calls_can_be_skipped, ""),
        TEST(folded_calls_that_call_nothing_have_nodes, ""),
        TEST(one_that_calls_has_none_from_then_on, "exact=1"),
        TEST(such_a_call_can_be_skipped, "exact=1"),
        TEST(memory_is_charged_to_the_caller, ""),
        TEST(the_peak_is_kept, ""),
        TEST(short_calls_are_sampled, ""),
        TEST(every_call_stands_in_a_histogram, "exact=1"),
        TEST(few_frames_are_all_kept, "exact=1\nframe=a"),
        TEST(many_frames_are_thinned, "exact=1\nframe=crate::a\nframe=a"),
        TEST(outermost_calls_are_frames, "exact=1"),
        TEST(names_on_several_lines_are_frames_too, "exact=1\nframe=a"),
        TEST(brief_outermost_calls_are_not, "exact=1"),
        TEST(without_a_clock_of_its_own, "exact=1"),
        TEST(cpu_time_leaves_out_sleep, "cpu=1"),
        TEST(the_cpu_time_of_a_call_in_flight_is_known, "cpu=1"),
        TEST(exit_within_calls, "cpu=1"),
        TEST(the_selection_is_kept, "selection=--mod parser --skip 'a=b'\nexact=1"),
        TEST(no_selection_is_kept_as_well, "selection=\n"),
        TEST(a_selection_that_nobody_told_is_not_known, "exact=1"),
    };
    return run_tests(tests, sizeof tests / sizeof *tests);
}
