/* Frames that are calls of async functions.
 * In: a call that begins, its polls, its end.  Out: a draft that its polls add to. There is room
 * for some hundreds at once; more than that are counted as frames, but not kept. */
#include <stddef.h>
#include <string.h>

#include "runtime/open_frames.h"

#define OPEN_FRAMES 512

/* Memory that is not touched costs nothing. */
static struct {
    struct frame_draft drafts[OPEN_FRAMES];
    uint32_t next[OPEN_FRAMES]; /* of a free draft: the number of the next free one */
    uint32_t free;              /* number of the first free one */
    uint32_t used;              /* larger numbers have never been used */
} open;

uint32_t piano_open_frame_begin(void)
{
    uint32_t number = PIANO_FRAME_UNKEPT;
    piano_lock();
    if (open.free) {
        number = open.free;
        open.free = open.next[number - 1];
    } else if (open.used < OPEN_FRAMES) {
        number = ++open.used;
    }
    piano_unlock();
    if (number != PIANO_FRAME_UNKEPT)
        memset(&open.drafts[number - 1], 0, offsetof(struct frame_draft, parts));
    return number;
}

struct frame_draft *piano_open_frame(uint32_t number)
{
    return number && number <= OPEN_FRAMES ? &open.drafts[number - 1] : NULL;
}

void piano_open_frame_close(uint32_t number)
{
    if (!piano_open_frame(number))
        return;
    piano_lock();
    open.next[number - 1] = open.free;
    open.free = number;
    piano_unlock();
}

void piano_open_frames_forget(void)
{
    open.free = open.used = 0;
}
