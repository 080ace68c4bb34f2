#include "run/relatives.h"

#include <stdlib.h>

#include "base/file.h"
#include "base/text.h"
#include "run/clock.h"
#include "run/finish.h"
#include "run/image.h"
#include "run/live.h"

/* Between two looks: at least this long, and at least so many times as long as a look takes. */
#define INTERVAL_NS UINT64_C(50000000)
#define IDLE 50

struct relative {
    const char *path;
    pid_t pid;
    uint32_t clock;
    uint64_t seen_ticks; /* 0: not yet */
};

struct relatives {
    struct arena *arena;
    const char *folder;
    struct text prefix; /* of the names of the run's files */
    pid_t launched;
    uint64_t next_ns;
    ARRAY(struct relative) all;
};

struct relatives *relatives_begin(struct arena *arena, const char *folder, const char *run_id,
                                  pid_t launched)
{
    struct relatives *relatives = arena_new(arena, struct relatives);
    *relatives = (struct relatives){
        .arena = arena,
        .folder = folder,
        .prefix = text_of(arena_printf(arena, "%s-", run_id)),
        .launched = launched,
    };
    return relatives;
}

/* The relative with the file of this name; NULL where its header is not there yet. */
static struct relative *meet(struct relatives *relatives, struct text name)
{
    for (size_t i = 0; i < relatives->all.len; i++)
        if (text_ends(text_of(relatives->all.at[i].path), name.at))
            return &relatives->all.at[i];
    const char *path = path_join(relatives->arena, relatives->folder, name.at);
    struct arena scratch = {0};
    struct piano_header header;
    struct error not_a_run = {0};
    bool read = image_read_header(&scratch, path, &header, &not_a_run);
    arena_finish(&scratch);
    if (!read)
        return NULL;
    struct relative relative = {.path = path, .pid = (pid_t)header.pid, .clock = header.clock};
    array_push(relatives->arena, &relatives->all, relative);
    return &relatives->all.at[relatives->all.len - 1];
}

static void look_at(struct relatives *relatives, struct text name)
{
    if (!text_starts(name, relatives->prefix.at) || !text_ends(name, ".run"))
        return;
    pid_t pid = (pid_t)strtol(name.at + relatives->prefix.len, NULL, 10);
    if (pid == relatives->launched || !live_pid(pid))
        return;
    struct piano_clock_pair now;
    struct relative *relative = meet(relatives, name);
    if (relative && clock_read(relative->clock, &now))
        relative->seen_ticks = now.ticks;
}

void relatives_look(struct relatives *relatives)
{
    uint64_t begun_ns = clock_monotonic_ns();
    if (begun_ns < relatives->next_ns)
        return;
    struct arena scratch = {0};
    struct names names = {0};
    struct error ignored = {0};
    if (dir_list(&scratch, relatives->folder, &names, &ignored))
        for (size_t i = 0; i < names.len; i++)
            look_at(relatives, names.at[i]);
    arena_finish(&scratch);
    uint64_t ended_ns = clock_monotonic_ns(), idle_ns = IDLE * (ended_ns - begun_ns);
    relatives->next_ns = ended_ns + (idle_ns > INTERVAL_NS ? idle_ns : INTERVAL_NS);
}

void relatives_end(struct relatives *relatives)
{
    for (size_t i = 0; i < relatives->all.len; i++) {
        const struct relative *relative = &relatives->all.at[i];
        struct error ignored = {0};
        if (!live_pid(relative->pid))
            (void)run_finish_lost(relative->path, relative->seen_ticks, &ignored);
    }
}
