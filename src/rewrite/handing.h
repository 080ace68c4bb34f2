/* The few crates that run what other crates hand over to them: pools of threads, executors.
 * In: such a crate.  Out: text that lets the runtime see where a job is handed over and where it
 * runs; see runtime/jobs.c. It stands in the job's own record, whose types and lifetimes are known:
 * the closures and futures of whoever uses the crate are left alone. */
#ifndef PIANO_REWRITE_HANDING_H
#define PIANO_REWRITE_HANDING_H

#include "rewrite/rewrite.h"

/* Whether a crate of that name is known to be one. */
bool handing_concerns(const char *crate_name);

/* The packages they come in, some of them more than once; NULL past the last. */
const char *handing_package(size_t index);

/* Add what goes into a file of it: all that the file needs, or nothing where its text is another
 * than that of the versions that are known. */
void handing_insert(struct arena *arena, const char *crate_name, const struct source_file *file,
                    struct insertions *out);

#endif
