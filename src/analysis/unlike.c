#include "analysis/unlike.h"

#include <string.h>

static const char *selection(struct arena *arena, const struct piano_header *header)
{
    (void)arena;
    return run_selection(header);
}

static const char *timing(struct arena *arena, const struct piano_header *header)
{
    (void)arena;
    return run_timing(header);
}

static const char *allocations(struct arena *arena, const struct piano_header *header)
{
    (void)arena;
    return header->flags & PIANO_NO_ALLOCATOR ? "" : "counted";
}

static const struct {
    const char *what, *lead, *none;
    const char *(*words)(struct arena *arena, const struct piano_header *header);
} traits[] = {
    {"program", "program", "", run_program_name},
    {"build", "built as", "", run_program_build},
    {"arguments", "run with", "no arguments", run_arguments},
    {"selection", "measured with", "no selection", selection},
    {"timing", "timed with", "no option", timing},
    {"allocations", "allocations", "not counted", allocations},
};

void unlike_find(struct arena *arena, const struct run *before, const struct run *after,
                 struct unlikes *out)
{
    *out = (struct unlikes){0};
    for (size_t i = 0; i < sizeof traits / sizeof *traits; i++) {
        const char *words[] = {traits[i].words(arena, before->processes[0].header),
                               traits[i].words(arena, after->processes[0].header)};
        if (words[0] && words[1] && strcmp(words[0], words[1]) != 0)
            array_push(arena, out,
                       (struct unlike){
                           traits[i].what, traits[i].lead, traits[i].none, {words[0], words[1]}});
    }
}
