#include "rust/fragments.h"

#include <stdlib.h>

static int by_name(const void *a, const void *b)
{
    return text_compare(&((const struct fragment *)a)->name, &((const struct fragment *)b)->name);
}

/* The name in a matcher `$($name:tt)*` or `…+`. */
static struct text read_whole(const struct tokens *tokens, uint32_t open, uint32_t close)
{
    bool is_whole = close == open + 9 && token_is(tokens, open + 1, '$') &&
                    token_is(tokens, open + 2, '(') && token_is(tokens, open + 3, '$') &&
                    token_is(tokens, open + 4, TOKEN_WORD) && token_is(tokens, open + 5, ':') &&
                    text_is(token_text(tokens, open + 6), "tt") && token_is(tokens, open + 7, ')');
    return is_whole ? token_text(tokens, open + 4) : (struct text){0};
}

void fragments_read(struct arena *arena, const struct tokens *tokens, uint32_t open,
                    struct fragments *out)
{
    struct fragments made = {0};
    uint32_t close = tokens->at[open].mate;
    made.whole = read_whole(tokens, open, close);
    for (uint32_t i = open + 1; i + 3 < close; i++) {
        if (!token_is(tokens, i, '$') || !token_is(tokens, i + 1, TOKEN_WORD) ||
            !token_is(tokens, i + 2, ':') || !token_is(tokens, i + 3, TOKEN_WORD))
            continue;
        struct fragment fragment = {token_text(tokens, i + 1), token_text(tokens, i + 3)};
        made.take_items |= text_is(fragment.kind, "item");
        array_push(arena, &made, fragment);
    }
    if (made.len)
        qsort(made.at, made.len, sizeof *made.at, by_name);
    *out = made;
}

struct text fragments_kind(const struct fragments *fragments, struct text name)
{
    struct fragment wanted = {.name = name};
    const struct fragment *found = NULL;
    if (fragments && fragments->len)
        found = bsearch(&wanted, fragments->at, fragments->len, sizeof wanted, by_name);
    return found ? found->kind : (struct text){0};
}
