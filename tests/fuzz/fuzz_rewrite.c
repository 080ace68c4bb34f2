/* Whatever the bytes are: taking the insertions out gives the original back, the instrumented text
 * scans to the same functions, and a file whose brackets do not pair up is left alone. */
#include <stdio.h>
#include <stdlib.h>

#include "../rewrite/properties.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const char *broken = properties_broken((struct text){(const char *)data, size});
    if (broken) {
        fprintf(stderr, "%s\n", broken);
        abort();
    }
    return 0;
}
