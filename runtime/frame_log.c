/* The frames that are kept.
 * In: frames that ended.  Out: slots of the file. The slowest are in a heap with the fastest of
 * them on top, which is the next to go; the sample drops every other frame when it is full. */
#include "runtime/frame_log.h"
#include "runtime/store.h"

#define SLOWEST 1000
#define SAMPLE 1000

static struct {
    struct piano_frames *_Atomic log;
    struct piano_frame *frames;
    bool refused;           /* there is no room for a log */
    uint16_t heap[SLOWEST]; /* slots, the fastest frame first */
    uint32_t slow_count, sample_count;
    uint32_t next_sample;         /* where to begin looking for an empty slot */
    _Atomic uint64_t slow_enough; /* frames with more ticks are among the slowest */
    _Atomic uint64_t sample_every;
} kept = {.sample_every = 1};

static struct piano_frames *open_log(void)
{
    size_t bytes = sizeof(struct piano_frames) + (SLOWEST + SAMPLE) * sizeof *kept.frames;
    struct piano_slab *slab = piano_store_slab(PIANO_SLAB_FRAMES, UINT32_MAX, bytes, false);
    kept.refused = !slab;
    if (!slab)
        return NULL;
    struct piano_frames *log = piano_store_take(slab, bytes);
    log->sample_every = 1;
    log->slowest_slots = SLOWEST;
    log->sample_slots = SAMPLE;
    kept.frames = (struct piano_frame *)(log + 1);
    piano_store_commit(slab, bytes);
    atomic_store_explicit(&kept.log, log, memory_order_release);
    return log;
}

static cold struct piano_frames *first_log(void)
{
    piano_lock();
    struct piano_frames *log = atomic_load_explicit(&kept.log, memory_order_relaxed);
    if (!log && !kept.refused)
        log = open_log();
    piano_unlock();
    return log;
}

uint64_t piano_frame_log_count(uint64_t ticks)
{
    struct piano_frames *log = atomic_load_explicit(&kept.log, memory_order_acquire);
    if (!log)
        log = first_log();
    if (!log)
        return 0;
    atomic_fetch_add_explicit(&log->ticks, ticks, memory_order_relaxed);
    return atomic_fetch_add_explicit(&log->seen, 1, memory_order_relaxed) + 1;
}

static bool is_sample(uint64_t number)
{
    /* A power of two. */
    uint64_t every = atomic_load_explicit(&kept.sample_every, memory_order_relaxed);
    return ((number - 1) & (every - 1)) == 0;
}

bool piano_frame_log_wants(uint64_t number, uint64_t ticks)
{
    return is_sample(number) ||
           ticks > atomic_load_explicit(&kept.slow_enough, memory_order_relaxed);
}

/* Moves the parts with the most self time, at most PIANO_FRAME_PARTS, to the front. */
static void choose_parts(struct frame_draft *draft)
{
    for (uint32_t i = 0; i < draft->count && i < PIANO_FRAME_PARTS; i++) {
        uint32_t most = i;
        for (uint32_t j = i + 1; j < draft->count; j++)
            if (draft->parts[j].self > draft->parts[most].self)
                most = j;
        struct draft_part part = draft->parts[i];
        draft->parts[i] = draft->parts[most];
        draft->parts[most] = part;
    }
}

/* Calls may appear to take a little longer than their caller, whose self time is then negative:
 * makes it 0, and takes the difference off the other parts. */
static void settle_parts(struct frame_draft *draft)
{
    int64_t lacking = draft->other < 0 ? -draft->other : 0;
    draft->other += lacking;
    for (uint32_t i = 0; i < draft->count; i++) {
        struct draft_part *part = &draft->parts[i];
        if (part->self < 0) {
            lacking -= part->self;
            part->self = 0;
        }
    }
    for (uint32_t i = 0; i < draft->count && lacking > 0; i++) {
        struct draft_part *part = &draft->parts[i];
        int64_t taken = part->self < lacking ? part->self : lacking;
        part->self -= taken;
        lacking -= taken;
    }
}

static struct piano_frame_part part_of(const struct draft_part *part)
{
    return (struct piano_frame_part){
        .function = part->function,
        .calls = part->calls < UINT32_MAX ? (uint32_t)part->calls : UINT32_MAX,
        .self_ticks = (uint64_t)part->self,
    };
}

static void write_frame(struct piano_frame *frame, const struct frame_draft *draft, uint32_t why)
{
    atomic_store_explicit(&frame->kept, PIANO_FRAME_EMPTY, memory_order_release);
    frame->number = draft->number;
    frame->start = draft->start;
    frame->ticks = draft->ticks;
    frame->allocs = draft->allocs;
    frame->alloc_bytes = draft->bytes;
    frame->function = draft->function;
    frame->thread = draft->thread;
    frame->part_count = draft->count < PIANO_FRAME_PARTS ? draft->count : PIANO_FRAME_PARTS;
    int64_t other = draft->other;
    for (uint32_t i = 0; i < draft->count; i++) {
        if (i < PIANO_FRAME_PARTS)
            frame->parts[i] = part_of(&draft->parts[i]);
        else
            other += draft->parts[i].self;
    }
    frame->other_ticks = (uint64_t)other;
    atomic_store_explicit(&frame->kept, why, memory_order_release);
}

static uint64_t ticks_at(uint32_t place)
{
    return kept.frames[kept.heap[place]].ticks;
}

static void swap(uint32_t a, uint32_t b)
{
    uint16_t slot = kept.heap[a];
    kept.heap[a] = kept.heap[b];
    kept.heap[b] = slot;
}

static void sink(uint32_t place)
{
    for (;;) {
        uint32_t least = place;
        for (uint32_t child = 2 * place + 1; child <= 2 * place + 2; child++)
            if (child < kept.slow_count && ticks_at(child) < ticks_at(least))
                least = child;
        if (least == place)
            return;
        swap(place, least);
        place = least;
    }
}

static void keep_slow(const struct frame_draft *draft)
{
    if (kept.slow_count < SLOWEST) {
        uint32_t place = kept.slow_count++;
        kept.heap[place] = (uint16_t)place;
        write_frame(&kept.frames[place], draft, PIANO_FRAME_SLOWEST);
        for (uint32_t above = (place - 1) / 2; place > 0 && ticks_at(place) < ticks_at(above);
             above = (place - 1) / 2) {
            swap(place, above);
            place = above;
        }
    } else if (draft->ticks > ticks_at(0)) {
        write_frame(&kept.frames[kept.heap[0]], draft, PIANO_FRAME_SLOWEST);
        sink(0);
    }
    if (kept.slow_count == SLOWEST)
        atomic_store_explicit(&kept.slow_enough, ticks_at(0), memory_order_relaxed);
}

static void thin_sample(void)
{
    uint64_t every = 2 * atomic_load_explicit(&kept.sample_every, memory_order_relaxed);
    atomic_store_explicit(&kept.sample_every, every, memory_order_relaxed);
    atomic_load_explicit(&kept.log, memory_order_relaxed)->sample_every = every;
    for (uint32_t i = SLOWEST; i < SLOWEST + SAMPLE; i++)
        if ((kept.frames[i].number - 1) & (every - 1)) {
            atomic_store_explicit(&kept.frames[i].kept, PIANO_FRAME_EMPTY, memory_order_release);
            kept.sample_count--;
        }
}

static void keep_sample(const struct frame_draft *draft)
{
    if (kept.sample_count == SAMPLE)
        thin_sample();
    if (kept.sample_count == SAMPLE || !is_sample(draft->number))
        return;
    struct piano_frame *frame;
    do {
        frame = &kept.frames[SLOWEST + kept.next_sample];
        kept.next_sample = (kept.next_sample + 1) % SAMPLE;
    } while (atomic_load_explicit(&frame->kept, memory_order_relaxed) != PIANO_FRAME_EMPTY);
    write_frame(frame, draft, PIANO_FRAME_SAMPLE);
    kept.sample_count++;
}

void piano_frame_log_keep(struct frame_draft *draft)
{
    choose_parts(draft);
    settle_parts(draft);
    piano_lock();
    if (is_sample(draft->number))
        keep_sample(draft);
    keep_slow(draft);
    piano_unlock();
}

void piano_frame_log_forget(void)
{
    atomic_store(&kept.log, NULL);
    kept.frames = NULL;
    kept.refused = false;
    kept.slow_count = kept.sample_count = kept.next_sample = 0;
    atomic_store(&kept.slow_enough, 0);
    atomic_store(&kept.sample_every, 1);
}
