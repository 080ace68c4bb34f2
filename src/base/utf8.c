#include "base/utf8.h"

#include <string.h>

size_t utf8_sequence_len(struct text text)
{
    const unsigned char *at = (const unsigned char *)text.at;
    static const struct {
        unsigned char first, last; /* of the leading byte */
        unsigned char low, high;   /* of the second byte: no overlong form, no surrogate */
        size_t len;
    } forms[] = {
        {0x00, 0x7f, 0, 0, 1},       {0xc2, 0xdf, 0x80, 0xbf, 2}, {0xe0, 0xe0, 0xa0, 0xbf, 3},
        {0xe1, 0xec, 0x80, 0xbf, 3}, {0xed, 0xed, 0x80, 0x9f, 3}, {0xee, 0xef, 0x80, 0xbf, 3},
        {0xf0, 0xf0, 0x90, 0xbf, 4}, {0xf1, 0xf3, 0x80, 0xbf, 4}, {0xf4, 0xf4, 0x80, 0x8f, 4},
    };
    for (size_t i = 0; text.len && i < sizeof forms / sizeof *forms; i++) {
        if (at[0] < forms[i].first || at[0] > forms[i].last)
            continue;
        if (text.len < forms[i].len)
            return 0;
        if (forms[i].len > 1 && (at[1] < forms[i].low || at[1] > forms[i].high))
            return 0;
        for (size_t next = 2; next < forms[i].len; next++)
            if ((at[next] & 0xc0) != 0x80)
                return 0;
        return forms[i].len;
    }
    return 0;
}

static bool eight_are_ascii(const unsigned char *at)
{
    uint64_t word;
    memcpy(&word, at, sizeof word);
    return (word & UINT64_C(0x8080808080808080)) == 0;
}

bool utf8_is_valid(struct text text)
{
    const unsigned char *at = (const unsigned char *)text.at;
    for (size_t i = 0; i < text.len;) {
        if (text.len - i >= 8 && eight_are_ascii(at + i)) {
            i += 8;
            continue;
        }
        size_t len = utf8_sequence_len(text_slice(text, i, text.len));
        if (len == 0)
            return false;
        i += len;
    }
    return true;
}
