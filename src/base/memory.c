#include "base/memory.h"

#include <stdio.h>
#include <stdlib.h>

void memory_exhausted(void)
{
    fputs("piano: out of memory: close other programs, or profile fewer functions\n", stderr);
    exit(1);
}
