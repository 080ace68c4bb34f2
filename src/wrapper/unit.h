/* One crate in the hands of one wrapper, with all that was decided about it.
 * In: a call of rustc for a crate to be instrumented.  Out: rustc's results, and its exit status.
 */
#ifndef PIANO_WRAPPER_UNIT_H
#define PIANO_WRAPPER_UNIT_H

#include "rewrite/rewrite.h"
#include "wrapper/description.h"
#include "wrapper/diagnostics.h"
#include "wrapper/mirror.h"
#include "wrapper/planning.h"
#include "wrapper/rustc.h"

/* Behind the name of the build's description: a file that says that a crate was healed after cargo
 * had been told of its first metadata. What other crates made of that does not fit, and cargo must
 * run again. */
#define UNSETTLED_SUFFIX ".unsettled"

struct unit {
    struct arena *arena;
    const struct description *description;
    const struct rustc_call *call;
    struct planning planning; /* as the description has it */
    const char *shim;         /* the folder of the crate __piano */
    const char *package;      /* the folder of the crate's Cargo.toml */
    /* As one of the crates to be measured; NULL: it only has an allocator, or runs others' jobs. */
    const struct described_crate *described;
    bool program;      /* recording starts in it */
    bool handing;      /* it runs what others hand over, and shows that to the runtime */
    bool only_handing; /* nothing else of ours goes into it */
    enum allocator_need allocator;
    struct planned_crate crate;
    struct mirror mirror;
    struct insertions *insertions; /* of each of the crate's files */
    bool touched;                  /* there is at least one insertion */
    bool metadata_sent;            /* cargo has been told that dependents may start */
};

/* How one call of the real compiler went. */
struct attempt {
    int status;         /* as from waitpid() */
    struct lines lines; /* what it wrote to standard error and was held back */
};

enum attempt_text { ATTEMPT_INSTRUMENTED, ATTEMPT_ORIGINAL };
enum attempt_notices {
    NOTICES_AT_ONCE, /* so that cargo can start dependents before this crate is finished */
    NOTICES_LATER,   /* kept with the other lines: this attempt may not be the last */
};

/* unit_instrument.c: insert what the plan says and bring the mirror up to date. */
bool unit_instrument(struct unit *unit, struct error *err);

/* unit_attempt.c: let the real compiler have it. */
bool unit_attempt(struct unit *unit, enum attempt_text text, enum attempt_notices notices,
                  struct attempt *out, struct error *err);

/* unit_blame.c: after an attempt that failed, leave out more of ours: the functions that its errors
 * point at, or what sees jobs handed over, or an allocator, or in the end (at once, where `wholly`)
 * the whole crate. False where nothing is left. */
bool unit_give_way(struct unit *unit, const struct attempt *failed, bool wholly);

/* unit.c: compile it, instrumented as far as it can be; the compiler's words go to standard error.
 * `*status` is as from waitpid(). */
bool unit_compile(struct unit *unit, int *status, struct error *err);

#endif
