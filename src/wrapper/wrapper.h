/* piano in rustc's place: cargo calls `piano /path/to/rustc arguments…` for every crate of a
 * build that build_make started.
 * In: the arguments of a rustc call and the build's description.  Out: what rustc would have
 * written, from instrumented sources where the crate is one of ours. */
#ifndef PIANO_WRAPPER_WRAPPER_H
#define PIANO_WRAPPER_WRAPPER_H

#include <stdbool.h>

/* Whether cargo has started this process in rustc's place; ask before anything else in main. */
bool wrapper_called(int argc, char **argv);

/* Be rustc; gives the exit code, or does not return. */
int wrapper_main(int argc, char **argv);

#endif
