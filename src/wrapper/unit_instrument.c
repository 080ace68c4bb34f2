/* The texts that go into the mirror. */
#include "wrapper/unit.h"

static struct rewrite_options rewrite_options(const struct unit *unit)
{
    const char *start = unit->description->start;
    if (unit->allocator == ALLOCATOR_NONE)
        start = arena_printf(unit->arena, "%sallocations=0\n", start);
    if (unit->call->optimised)
        start = arena_printf(unit->arena, "%soptimised=1\n", start);
    return (struct rewrite_options){
        .crate = unit->call->crate_name,
        .project = unit->description->project,
        .edition = unit->call->edition,
        .allocator = unit->allocator,
        .program = unit->program,
        .harness = unit->call->test,
        .handing = unit->handing,
        .optimised = unit->call->optimised,
        .start = start,
    };
}

bool unit_instrument(struct unit *unit, struct error *err)
{
    const struct crate *crate = &unit->crate.crate;
    struct rewrite_options options = rewrite_options(unit);
    struct mirrored_file *files = arena_many(unit->arena, struct mirrored_file, crate->files.len);
    unit->insertions = arena_many(unit->arena, struct insertions, crate->files.len);
    unit->touched = false;
    for (size_t i = 0; i < crate->files.len; i++) {
        const struct source_file *file = &crate->files.at[i];
        struct insertions *insertions = &unit->insertions[i];
        rewrite_file(unit->arena, crate, i, &unit->crate.plan, &options, insertions);
        files[i] = (struct mirrored_file){
            .path = file->path,
            .original = file->text,
            .text =
                insertions->len ? rewrite_apply(unit->arena, file->text, insertions) : file->text,
        };
        unit->touched |= insertions->len > 0;
    }
    return !unit->touched ||
           mirror_make(&unit->mirror, unit->package, files, crate->files.len, err);
}
