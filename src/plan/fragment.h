/* Names of functions that a macro writes: where the sources say `$type::new`, reports know the
 * type. In: a name of the sources and one of a report.  Out: whether they may be of the same
 * function. */
#ifndef PIANO_PLAN_FRAGMENT_H
#define PIANO_PLAN_FRAGMENT_H

#include "base/text.h"

/* `name` has fragments, and with something in their place is `reported`. A function whose own name
 * is a fragment could be called anything: it is none. */
bool fragment_name_fits(struct text name, struct text reported);

#endif
