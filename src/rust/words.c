/* A perfect hash of the words: a collision is a duplicate initializer, which does not compile. */
#include "rust/words.h"

#include <string.h>

#define SLOTS 256
#define SLOT(len, first, second_last, last)                                                        \
    (((len) + (first) + 14 * (second_last) + 28 * (last)) & (SLOTS - 1))

static const struct {
    char spelling[12];
    uint8_t len, word;
} slots[SLOTS] = {
#define WORD_SLOT(name, text, first, second_last, last)                                            \
    [SLOT(sizeof(text) - 1, first, second_last, last)] = {text, sizeof(text) - 1, WORD_##name},
    WORDS(WORD_SLOT)
#undef WORD_SLOT
};

enum word word_of(const char *at, size_t len)
{
    if (len < 2 || len >= sizeof slots->spelling)
        return WORD_NONE;
    size_t slot =
        SLOT(len, (unsigned char)at[0], (unsigned char)at[len - 2], (unsigned char)at[len - 1]);
    if (slots[slot].len != len || memcmp(slots[slot].spelling, at, len) != 0)
        return WORD_NONE;
    return slots[slot].word;
}

bool word_is_reserved(enum word word)
{
    return word >= WORD_AS;
}
