#include "base/nearest.h"

#include <ctype.h>
#include <stdint.h>

#define LONGEST_WORD 128

static size_t min3(size_t a, size_t b, size_t c)
{
    size_t least = a < b ? a : b;
    return least < c ? least : c;
}

static bool same_letter(char a, char b)
{
    return tolower((unsigned char)a) == tolower((unsigned char)b);
}

/* Damerau–Levenshtein in its restricted form: a swap of neighbours costs one. */
static size_t edit_distance(struct text a, struct text b)
{
    size_t rows[3][LONGEST_WORD + 1];
    for (size_t j = 0; j <= b.len; j++)
        rows[0][j] = j;
    for (size_t i = 1; i <= a.len; i++) {
        size_t *row = rows[i % 3], *above = rows[(i - 1) % 3], *two_above = rows[(i + 1) % 3];
        row[0] = i;
        for (size_t j = 1; j <= b.len; j++) {
            size_t change = above[j - 1] + !same_letter(a.at[i - 1], b.at[j - 1]);
            row[j] = min3(change, above[j] + 1, row[j - 1] + 1);
            bool swapped = i > 1 && j > 1 && same_letter(a.at[i - 1], b.at[j - 2]) &&
                           same_letter(a.at[i - 2], b.at[j - 1]);
            if (swapped && two_above[j - 2] + 1 < row[j])
                row[j] = two_above[j - 2] + 1;
        }
    }
    return rows[a.len % 3][b.len];
}

size_t nearest_index(struct text word, const struct text *candidates, size_t count)
{
    if (word.len > LONGEST_WORD)
        return SIZE_MAX;
    size_t best = SIZE_MAX, least = word.len / 3 + 2;
    for (size_t i = 0; i < count; i++) {
        if (candidates[i].len > LONGEST_WORD)
            continue;
        size_t distance = edit_distance(word, candidates[i]);
        if (word.len > 2 && text_find(candidates[i], word) >= 0)
            distance = 1;
        if (distance < least) {
            least = distance;
            best = i;
        }
    }
    return best;
}
