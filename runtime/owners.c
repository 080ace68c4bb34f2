/* Whose memory the program holds.
 * In: allocations, frees.  Out: in the file, the bytes that each function holds, and those it held
 * at the peak.
 *
 * At first every allocation is remembered. After the first ALL_REMEMBERED, one in about SAMPLING
 * bytes is remembered and stands for as many; large ones are always remembered and stand for
 * themselves. When they become too many the sampling becomes coarser, and those remembered are
 * thinned out so that the sums stay the same on average.
 *
 * The bytes at the peak are not copied at each new peak: a function's are put aside when they first
 * change after it. */
#include <string.h>

#include "runtime/owners.h"
#include "runtime/store.h"

#define SAMPLES 8192 /* at once; a power of two */
#define MOST_SAMPLES (SAMPLES - SAMPLES / 8)
#define ALL_REMEMBERED 4096 /* how many first allocations are all remembered */
#define SAMPLING ((uint64_t)16 << 10)
#define HOLDINGS_A_SLAB 126

struct piano_sample {
    const void *at;
    uint64_t bytes; /* that it stands for */
    struct piano_holding *holding;
    uint32_t next; /* in its chain, or among the free ones: index + 1 */
};

_Atomic uint64_t piano_owners_marks[PIANO_OWNERS_BITS / 64];

/* Memory that is not touched costs nothing. */
static struct {
    struct piano_sample all[SAMPLES];
    uint32_t chains[SAMPLES]; /* index + 1 of the first sample */
    uint32_t used;            /* samples from here on have never been used */
    uint32_t free;            /* index + 1 of the first one that is free again */
    uint32_t count;           /* in use */
    uint32_t remembered;
} samples;

static struct {
    struct piano_holding **of; /* by function */
    size_t room;
    struct piano_slab *slab;
} holdings;

/* --- what functions hold --- */

static bool make_room(uint32_t function)
{
    if (function < holdings.room)
        return true;
    size_t room = holdings.room ? holdings.room : 512;
    while (room <= function)
        room *= 2;
    struct piano_holding **of = piano_platform_memory(room * sizeof(struct piano_holding *));
    if (!of)
        return false;
    if (holdings.of) {
        size_t bytes = holdings.room * sizeof(struct piano_holding *);
        memcpy(of, holdings.of, bytes);
        piano_platform_memory_free(holdings.of, bytes);
    }
    holdings.of = of;
    holdings.room = room;
    return true;
}

static struct piano_holding *holding_of(uint32_t function)
{
    if (!make_room(function))
        return NULL;
    struct piano_holding *holding = holdings.of[function];
    if (holding)
        return holding;
    holding = piano_store_take(holdings.slab, sizeof *holding);
    if (!holding) {
        holdings.slab = piano_store_slab(PIANO_SLAB_HOLDINGS, UINT32_MAX,
                                         HOLDINGS_A_SLAB * sizeof *holding, false);
        holding = piano_store_take(holdings.slab, sizeof *holding);
    }
    if (!holding)
        return NULL;
    holding->function = function;
    piano_store_commit(holdings.slab, sizeof *holding);
    return holdings.of[function] = holding;
}

static void change(struct piano_holding *holding, int64_t bytes)
{
    uint64_t peak = piano_run.header->peak_number;
    if (holding->peak_number != peak) {
        holding->at_peak = holding->live_bytes;
        atomic_signal_fence(memory_order_seq_cst);
        holding->peak_number = peak;
        atomic_signal_fence(memory_order_seq_cst);
    }
    holding->live_bytes += bytes;
}

/* --- what is remembered --- */

/* All samples with the same bit are in one chain. */
static uint32_t *chain_of(const void *at)
{
    return &samples.chains[(owners_bit(at) * 0x9E3779B1u >> 8) & (SAMPLES - 1)];
}

static void link_sample(struct piano_sample *sample)
{
    uint32_t *chain = chain_of(sample->at), bit = owners_bit(sample->at);
    sample->next = *chain;
    *chain = (uint32_t)(sample - samples.all) + 1;
    atomic_fetch_or_explicit(&piano_owners_marks[bit / 64], UINT64_C(1) << bit % 64,
                             memory_order_relaxed);
}

static struct piano_sample *unlink_sample(const void *at)
{
    struct piano_sample *found = NULL;
    bool shared = false;
    uint32_t bit = owners_bit(at);
    for (uint32_t *link = chain_of(at); *link;) {
        struct piano_sample *sample = &samples.all[*link - 1];
        if (sample->at == at && !found) {
            found = sample;
            *link = sample->next;
            continue;
        }
        shared |= owners_bit(sample->at) == bit;
        link = &sample->next;
    }
    if (found && !shared)
        atomic_fetch_and_explicit(&piano_owners_marks[bit / 64], ~(UINT64_C(1) << bit % 64),
                                  memory_order_relaxed);
    return found;
}

static void drop(struct piano_sample *sample)
{
    change(sample->holding, -(int64_t)sample->bytes);
    sample->next = samples.free;
    samples.free = (uint32_t)(sample - samples.all) + 1;
    samples.count--;
}

static struct piano_sample *new_sample(void)
{
    struct piano_sample *sample = NULL;
    if (samples.free) {
        sample = &samples.all[samples.free - 1];
        samples.free = sample->next;
    } else if (samples.used < SAMPLES) {
        sample = &samples.all[samples.used++];
    }
    samples.count += sample != NULL;
    return sample;
}

/* --- thinning out --- */

static bool is_large(uint64_t bytes)
{
    return bytes >= 2 * piano_run.header->sample_bytes;
}

/* Rounds at random to a multiple of the sampling, so that the mean is `bytes`. */
static uint64_t rounded(struct piano_own *own, uint64_t bytes)
{
    uint64_t unit = piano_run.header->sample_bytes, rest = bytes % unit;
    bool up = piano_random(own) * unit >> 16 < rest;
    return bytes - rest + (up ? unit : 0);
}

static void thin_out(struct piano_own *own)
{
    piano_run.header->sample_bytes *= 2;
    for (uint32_t i = 0; i < SAMPLES; i++)
        for (uint32_t *link = &samples.chains[i]; *link;) {
            struct piano_sample *sample = &samples.all[*link - 1];
            uint64_t bytes = is_large(sample->bytes) ? sample->bytes : rounded(own, sample->bytes);
            if (bytes == 0) {
                drop(unlink_sample(sample->at));
                continue;
            }
            change(sample->holding, (int64_t)(bytes - sample->bytes));
            sample->bytes = bytes;
            link = &sample->next;
        }
}

/* --- which are remembered --- */

static int64_t next_gap(struct piano_own *own)
{
    uint64_t sampling = piano_run.header->sample_bytes;
    return 1 + (int64_t)(piano_random(own) * (2 * sampling) >> 16);
}

/* How many bytes an allocation stands for; 0: it is not remembered. */
static uint64_t weigh(struct piano_own *own, size_t bytes, int64_t since)
{
    uint64_t sampling = piano_run.header->sample_bytes, weight = 0;
    if (own->sampling != sampling) {
        own->sampling = sampling;
        own->until_sample = sampling ? next_gap(own) : 0;
        since = (int64_t)bytes;
    }
    if (is_large(bytes)) {
        own->until_sample -= sampling ? since - (int64_t)bytes : 0;
        return bytes;
    }
    own->until_sample -= since;
    for (; own->until_sample < 0; own->until_sample += next_gap(own))
        weight += sampling;
    return weight;
}

void piano_owners_allocated(struct piano_own *own, const void *at, size_t bytes, int64_t since)
{
    if (samples.count >= MOST_SAMPLES)
        thin_out(own);
    uint64_t weight = weigh(own, bytes, since);
    if (weight == 0)
        return;
    struct piano_sample *stale = owners_may_have(at) ? unlink_sample(at) : NULL;
    if (stale)
        drop(stale);
    struct piano_holding *holding = holding_of(piano_current->function);
    struct piano_sample *sample = holding ? new_sample() : NULL;
    if (sample) {
        *sample = (struct piano_sample){.at = at, .bytes = weight, .holding = holding};
        change(holding, (int64_t)weight);
        link_sample(sample);
    }
    if (samples.remembered < ALL_REMEMBERED && ++samples.remembered == ALL_REMEMBERED)
        piano_run.header->sample_bytes = SAMPLING;
}

void piano_owners_freed(const void *at)
{
    struct piano_sample *sample = owners_may_have(at) ? unlink_sample(at) : NULL;
    if (sample)
        drop(sample);
}

static bool begin(void)
{
    if (atomic_load_explicit(&piano_run.recording, memory_order_acquire) != PIANO_RECORDING ||
        !inside_begin())
        return false;
    piano_lock();
    return true;
}

static void finish(void)
{
    piano_unlock();
    inside_end();
}

cold void piano_owners_freed_elsewhere(const void *at)
{
    if (!begin())
        return;
    piano_owners_freed(at);
    finish();
}

cold struct piano_sample *piano_owners_take(const void *at)
{
    if (!begin())
        return NULL;
    struct piano_sample *sample = unlink_sample(at);
    finish();
    return sample;
}

cold void piano_owners_give_back(struct piano_sample *sample, bool moved)
{
    if (!begin())
        return;
    if (moved)
        drop(sample);
    else
        link_sample(sample);
    finish();
}

void piano_owners_forget(void)
{
    memset(&samples, 0, sizeof samples);
    memset(&holdings, 0, sizeof holdings);
    memset(piano_owners_marks, 0, sizeof piano_owners_marks);
}
