/* Insertions and the text that they make, in both directions. */
#include "rewrite/rewrite.h"

#include <string.h>

static size_t inserted_bytes(const struct insertions *insertions)
{
    size_t bytes = 0;
    for (size_t i = 0; i < insertions->len; i++)
        bytes += insertions->at[i].text.len;
    return bytes;
}

static char *put(char *to, struct text text)
{
    if (text.len)
        memcpy(to, text.at, text.len);
    return to + text.len;
}

struct text rewrite_apply(struct arena *arena, struct text original,
                          const struct insertions *insertions)
{
    struct text made = {.len = original.len + inserted_bytes(insertions)};
    char *to = arena_alloc(arena, made.len + 1);
    made.at = to;
    size_t copied = 0;
    for (size_t i = 0; i < insertions->len; i++) {
        const struct insertion *insertion = &insertions->at[i];
        to = put(to, text_slice(original, copied, insertion->at));
        to = put(to, insertion->text);
        copied = insertion->at;
    }
    put(to, text_slice(original, copied, original.len));
    return made;
}

uint32_t rewrite_original_offset(const struct insertions *insertions, uint32_t offset,
                                 const struct insertion **inside)
{
    uint32_t shift = 0;
    *inside = NULL;
    for (size_t i = 0; i < insertions->len; i++) {
        const struct insertion *insertion = &insertions->at[i];
        if (offset < insertion->at + shift)
            break;
        uint32_t len = (uint32_t)insertion->text.len;
        if (offset < insertion->at + shift + len) {
            *inside = insertion;
            return insertion->at;
        }
        shift += len;
    }
    return offset - shift;
}
