#include "render/branches.h"

#define NUMBER_LEVELS 2 /* whose room the number of a level takes */
#define FEWEST_LEVELS 4

void branches_enter(struct branches *b, bool last)
{
    b->starts[b->levels] = b->bars.len;
    if (b->levels > 0)
        buffer_puts(&b->bars, last ? "   " : "│  ");
    b->levels++;
}

void branches_leave(struct branches *b)
{
    b->bars.len = b->starts[--b->levels];
}

void branches_limit(struct branches *b, size_t columns)
{
    size_t levels = columns / BRANCHES_WIDTH;
    b->most = levels < FEWEST_LEVELS      ? FEWEST_LEVELS
              : levels < BRANCHES_DEEPEST ? (unsigned)levels
                                          : 0;
}

/* Where the present level is drawn from the left again: the level below which that begins; else
 * 0. */
static unsigned begun_below(const struct branches *b)
{
    if (b->most == 0 || b->levels <= b->most)
        return 0;
    unsigned at_a_time = b->most - NUMBER_LEVELS;
    return b->most + (b->levels - b->most - 1) / at_a_time * at_a_time;
}

void branches_add(struct branches *b, bool last, struct buffer *out)
{
    if (b->levels == 0)
        return;
    unsigned above = begun_below(b), first = above + 1;
    size_t start = first < b->levels ? b->starts[first] : b->bars.len;
    if (above > 0)
        buffer_printf(out, "…%-*u", NUMBER_LEVELS * BRANCHES_WIDTH - 1, above);
    buffer_add(out, text_slice(buffer_text(&b->bars), start, b->bars.len));
    buffer_puts(out, last ? "└─ " : "├─ ");
    b->anew = b->anew || above > 0;
}

void branches_finish(struct branches *b)
{
    buffer_finish(&b->bars);
}
