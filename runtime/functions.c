/* Numbers for sites, records for the file.
 * In: a site at its first call.  Out: its number, its flags, and its record in a slab of
 * functions. */
#include <string.h>

#include "runtime/functions.h"
#include "runtime/store.h"

#define SLAB_BYTES (16 * 1024 - sizeof(struct piano_slab))

static struct piano_slab *slab;

/* The lines between the first one and the last two: a macro's arguments may be long, and the
 * compiler breaks them. */
static size_t qualified_name(const struct piano_site *site, const char **name)
{
    const char *end = site->text + site->text_bytes;
    const char *line = memchr(site->text, '\n', site->text_bytes);
    *name = line ? line + 1 : end;
    for (int lines = 2; lines && end > *name;)
        lines -= *--end == '\n';
    return (size_t)(end - *name);
}

/* `wanted` is the whole name or its last parts. */
static bool names(const char *wanted, const char *name, size_t length)
{
    size_t wanted_length = strlen(wanted);
    if (wanted_length > length)
        return false;
    size_t before = length - wanted_length;
    return memcmp(name + before, wanted, wanted_length) == 0 &&
           (before == 0 || (before > 2 && memcmp(name + before - 2, "::", 2) == 0));
}

/* `wanted` is the crate and the whole name. */
static bool names_in_crate(const char *wanted, const struct piano_site *site, const char *name,
                           size_t length)
{
    size_t crate_length = (size_t)(name - site->text) - 1;
    return strlen(wanted) == crate_length + 2 + length &&
           memcmp(wanted, site->text, crate_length) == 0 &&
           memcmp(wanted + crate_length, "::", 2) == 0 &&
           memcmp(wanted + crate_length + 2, name, length) == 0;
}

static uint32_t flags_of(const struct piano_site *site)
{
    const char *name;
    size_t length = qualified_name(site, &name);
    uint32_t flags = length == 4 && memcmp(name, "main", 4) == 0 ? PIANO_SITE_MAIN : 0;
    for (const char *frame = piano_run.frames; *frame; frame += strlen(frame) + 1)
        if (names(frame, name, length) || names_in_crate(frame, site, name, length))
            flags |= PIANO_SITE_FRAME;
    return flags;
}

static bool write_record(const struct piano_site *site, uint32_t id)
{
    const size_t longest = SLAB_BYTES / 2;
    size_t text_bytes = site->text_bytes < longest ? site->text_bytes : longest;
    size_t bytes = (sizeof(struct piano_function) + text_bytes + 7) & ~(size_t)7;
    struct piano_function *record = piano_store_take(slab, bytes);
    if (!record) {
        slab = piano_store_slab(PIANO_SLAB_FUNCTIONS, UINT32_MAX, SLAB_BYTES, true);
        record = piano_store_take(slab, bytes);
    }
    if (!record)
        return false;
    record->id = id;
    record->text_bytes = (uint32_t)text_bytes;
    memcpy(record->text, site->text, text_bytes);
    piano_store_commit(slab, bytes);
    atomic_store_explicit(&piano_run.header->function_count, id, memory_order_release);
    return true;
}

static uint32_t add(struct piano_site *site)
{
    uint32_t id = piano_run.function_count + 1;
    if (!write_record(site, id))
        return 0;
    site->flags = flags_of(site);
    *(piano_run.last_site ? &piano_run.last_site->next : &piano_run.first_site) = site;
    piano_run.last_site = site;
    piano_run.function_count = id;
    atomic_store_explicit(&site->id, id, memory_order_release);
    return id;
}

uint32_t piano_function_id(struct piano_site *site)
{
    uint32_t id = atomic_load_explicit(&site->id, memory_order_acquire);
    if (id)
        return id;
    piano_lock();
    id = atomic_load_explicit(&site->id, memory_order_relaxed);
    if (!id)
        id = add(site);
    piano_unlock();
    return id;
}

void piano_functions_again(void)
{
    slab = NULL;
    uint32_t id = 0;
    for (struct piano_site *site = piano_run.first_site; site; site = site->next)
        write_record(site, ++id);
}
