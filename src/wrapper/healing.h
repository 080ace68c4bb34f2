/* What was found not to compile with our text in it, remembered from build to build.
 * In: a crate's root.  Out: the functions to leave alone, until their file's text changes. */
#ifndef PIANO_WRAPPER_HEALING_H
#define PIANO_WRAPPER_HEALING_H

#include "base/arena.h"
#include "base/error.h"
#include "plan/plan.h"
#include "rust/crate.h"

struct healed_function {
    struct text name;   /* as planned.name */
    const char *file;   /* absolute */
    uint64_t text_hash; /* of the file as it was */
    const char *reason; /* the compiler's words */
};

/* Of one crate; zero is nothing. */
struct healing {
    ARRAY(struct healed_function) functions;
    const char *crate_reason; /* no function of the crate is measured, or NULL */
    bool untouched;           /* and nothing else of ours can go into it either */
    uint64_t crate_hash;      /* of all its files as they were */
    /* Hashes of the crates with which it has an allocator already. */
    ARRAY(uint64_t) allocator_elsewhere;
};

/* What is remembered of the crate with that root file in `folder`, piano's own, and still holds for
 * its present text; nothing where that cannot be read. */
void healing_load(struct arena *arena, const char *folder, const char *root,
                  const struct crate *crate, struct healing *out);

/* Whether anything is remembered of the crate, true of its present text or not. */
bool healing_exists(const char *folder, const char *root);

/* Remember this and nothing else of the crate. */
bool healing_store(const char *folder, const char *root, const struct healing *healing,
                   struct error *err);

/* Add what the compiler has blamed, in its words: a function, or the crate as a whole. `reason` and
 * the plan must live as long as the healing. */
void healing_add_function(struct arena *arena, struct healing *healing,
                          const struct planned *planned, const char *reason);
void healing_add_crate(struct healing *healing, const struct crate *crate, const char *reason);

/* For the plan; lives as long as the arena. */
struct healed healing_names(struct arena *arena, const struct healing *healing);

/* Why the function was left alone. */
const char *healing_reason(const struct healing *healing, const struct planned *planned);

#endif
