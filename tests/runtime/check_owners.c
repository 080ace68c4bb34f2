/* Whose memory it is: exactly at first, in the mean later, at the peak and at the end. */
#include <pthread.h>

#include "harness.h"
#include "runtime/owners.h"

static struct piano_site a = SITE("a"), b = SITE("b"), c = SITE("c");

static const struct piano_holding *holding_of(const struct piano_site *site)
{
    static const struct piano_holding nothing;
    const char *base = (const char *)piano_run.header;
    uint64_t used = atomic_load(&piano_run.header->used_bytes);
    for (uint64_t at = PIANO_HEADER_BYTES; at < used;) {
        const struct piano_slab *slab = (const struct piano_slab *)(base + at);
        const struct piano_holding *holding = (const struct piano_holding *)(slab + 1);
        at += slab->bytes;
        for (uint64_t i = 0; i < atomic_load(&slab->used) / sizeof *holding; i++)
            if (slab->kind == PIANO_SLAB_HOLDINGS && holding[i].function == atomic_load(&site->id))
                return &holding[i];
    }
    return &nothing;
}

static int64_t at_end(const struct piano_site *site)
{
    return holding_of(site)->live_bytes;
}

static int64_t at_peak(const struct piano_site *site)
{
    const struct piano_holding *holding = holding_of(site);
    bool changed = holding->peak_number == piano_run.header->peak_number;
    return changed ? holding->at_peak : holding->live_bytes;
}

static bool nothing_is_marked(void)
{
    uint64_t marks = 0;
    for (uint32_t i = 0; i < PIANO_OWNERS_BITS / 64; i++)
        marks |= atomic_load(&piano_owners_marks[i]);
    return marks == 0;
}

/* Addresses that no allocator gave: what is noted need not be had. */
static const void *place(uintptr_t number)
{
    return (const void *)(0x10000000 + number * 16);
}

static void allocate(struct piano_site *site, uintptr_t first, unsigned count, size_t bytes)
{
    struct piano_call call = piano_enter(site);
    for (uintptr_t i = first; i < first + count; i++)
        piano_note_alloc(place(i), bytes);
    piano_leave(call);
}

static void give_back(struct piano_site *site, uintptr_t first, unsigned count, size_t bytes)
{
    struct piano_call call = piano_enter(site);
    for (uintptr_t i = first; i < first + count; i++)
        piano_note_free(place(i), bytes);
    piano_leave(call);
}

static void few_allocations_are_known_exactly(void)
{
    allocate(&a, 0, 10, 100);
    allocate(&b, 100, 3, 1000);
    give_back(&c, 0, 4, 100);
    allocate(&c, 200, 1, 7);
    require(atomic_load(&piano_run.header->peak_live_bytes) == 4000);
    require(at_peak(&a) == 1000 && at_peak(&b) == 3000 && at_peak(&c) == 0);
    require(at_end(&a) == 600 && at_end(&b) == 3000 && at_end(&c) == 7);
    allocate(&c, 300, 1, 5000);
    require(at_peak(&a) == 600 && at_peak(&b) == 3000 && at_peak(&c) == 5007);
    give_back(&c, 4, 6, 100);
    give_back(&c, 100, 3, 1000);
    give_back(&a, 200, 1, 7);
    give_back(&a, 300, 1, 5000);
    require(at_end(&a) == 0 && at_end(&b) == 0 && at_end(&c) == 0);
    require(at_peak(&a) == 600 && at_peak(&b) == 3000 && at_peak(&c) == 5007);
    require(piano_run.header->peak_sampling == 0 && nothing_is_marked());
}

static void memory_that_moves_changes_hands(void)
{
    struct piano_call outer = piano_enter(&a);
    void *block = piano_alloc(100, 8);
    piano_leave(outer);
    struct piano_call inner = piano_enter(&b);
    /* In vain: it stays whose it was. */
    piano_note_moved(piano_note_moving(block), NULL, 100, 200);
    require(at_end(&a) == 100 && at_end(&b) == 0);
    block = piano_realloc(block, 100, 8, 3000);
    require(at_end(&a) == 0 && at_end(&b) == 3000);
    piano_leave(inner);
    piano_free(block, 3000);
    require(at_end(&b) == 0 && at_peak(&b) == 3000 && nothing_is_marked());
}

/* Of so many allocations most are not remembered. */
static void many_are_known_in_the_mean(void)
{
    const unsigned count = 200000;
    allocate(&a, 0, count, 96);
    allocate(&b, count, count, 288);
    struct piano_call call = piano_enter(&c);
    piano_note_alloc(place(2 * count), 5 << 20);
    piano_leave(call);
    require(piano_run.header->peak_sampling > 0);
    require(labs(at_peak(&a) - 96L * count) < 96L * count / 8);
    require(labs(at_peak(&b) - 288L * count) < 288L * count / 8);
    require(at_peak(&c) == 5 << 20);
    give_back(&c, 0, 2 * count + 1, 192);
    require(at_end(&a) == 0 && at_end(&b) == 0 && at_end(&c) == 0 && nothing_is_marked());
    require(labs(at_peak(&a) - 96L * count) < 96L * count / 8);
}

/* More are alive than can be remembered: what is known is thinned out. */
static void very_many_are_thinned_out(void)
{
    const unsigned count = 300000;
    allocate(&a, 0, count, 4096);
    uint64_t fine = piano_run.header->sample_bytes;
    allocate(&b, count, 40000, 60000);
    require(piano_run.header->sample_bytes > fine && fine > 0);
    require(labs(at_peak(&a) - 4096L * count) < 4096L * count / 8);
    require(labs(at_peak(&b) - 60000L * 40000) < 60000L * 40000 / 8);
    give_back(&c, 0, count + 40000, 1);
    require(at_end(&a) == 0 && at_end(&b) == 0 && nothing_is_marked());
}

static void *work(void *first)
{
    for (unsigned round = 0; round < 40; round++) {
        allocate(&a, (uintptr_t)first, 1000, 48);
        give_back(&b, (uintptr_t)first, 1000, 48);
    }
    allocate(&a, (uintptr_t)first, 100, 100000);
    return NULL;
}

static void *give_all_back(void *unused)
{
    (void)unused;
    for (uintptr_t first = 0; first < 4; first++)
        give_back(&c, first * 1000, 100, 100000);
    return NULL;
}

static void run(pthread_t *thread, void *(*body)(void *), uintptr_t argument)
{
    require(pthread_create(thread, NULL, body, (void *)argument) == 0);
}

static void memory_may_be_freed_on_another_thread(void)
{
    pthread_t threads[4], other;
    for (uintptr_t i = 0; i < 4; i++)
        run(&threads[i], work, i * 1000);
    for (int i = 0; i < 4; i++)
        pthread_join(threads[i], NULL);
    require(at_end(&a) == 40000000 && at_peak(&a) == 40000000);
    run(&other, give_all_back, 0);
    pthread_join(other, NULL);
    require(at_end(&a) == 0 && nothing_is_marked());
    require(piano_run.header->live_bytes == 0);
}

static void a_forked_child_begins_anew(void)
{
    allocate(&a, 0, 10, 100);
    pid_t child = fork();
    if (child == 0) {
        allocate(&b, 100, 1, 50);
        give_back(&c, 0, 10, 100);
        require(at_end(&a) == 0 && at_end(&b) == 50 && at_peak(&b) == 50);
        _exit(0);
    }
    int status = 1;
    require(waitpid(child, &status, 0) == child && status == 0);
    require(at_end(&a) == 1000 && at_end(&b) == 0);
}

int main(void)
{
    static const struct test tests[] = {
        TEST(few_allocations_are_known_exactly, ""),
        TEST(memory_that_moves_changes_hands, ""),
        TEST(many_are_known_in_the_mean, ""),
        TEST(very_many_are_thinned_out, ""),
        TEST(memory_may_be_freed_on_another_thread, ""),
        TEST(a_forked_child_begins_anew, ""),
    };
    return run_tests(tests, sizeof tests / sizeof *tests);
}
