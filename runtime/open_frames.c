/* Frames that are calls of async functions.
 * In: the address of a call's progress, which stays where it is from the first poll on.  Out: a
 * draft that its polls add to. There is room for some hundreds at once; further ones are counted
 * among the frames, but not kept. */
#include <string.h>

#include "runtime/open_frames.h"

#define OPEN_FRAMES 512 /* a power of two */
#define ADDRESS_HASH 0x9E3779B97F4A7C15u

struct open_frame {
    const void *call; /* NULL: free */
    struct open_frame *next;
    struct frame_draft draft;
};

/* Memory that is not touched costs nothing. */
static struct {
    struct open_frame all[OPEN_FRAMES];
    struct open_frame *chains[OPEN_FRAMES];
    struct open_frame *free;
    uint32_t used; /* those from here on never were */
} open;

static struct open_frame **link_of(const void *call)
{
    struct open_frame **link =
        &open.chains[(uintptr_t)call * ADDRESS_HASH >> 40 & (OPEN_FRAMES - 1)];
    while (*link && (*link)->call != call)
        link = &(*link)->next;
    return link;
}

static struct open_frame *begin(const void *call, struct open_frame **link)
{
    struct open_frame *frame = open.free;
    if (frame)
        open.free = frame->next;
    else if (open.used < OPEN_FRAMES)
        frame = &open.all[open.used++];
    else
        return NULL;
    *frame = (struct open_frame){.call = call};
    return *link = frame;
}

struct frame_draft *piano_open_frame(const void *call)
{
    piano_lock();
    struct open_frame **link = link_of(call), *frame = *link ? *link : begin(call, link);
    piano_unlock();
    return frame ? &frame->draft : NULL;
}

struct frame_draft *piano_open_frame_of(const void *call)
{
    piano_lock();
    struct open_frame *frame = *link_of(call);
    piano_unlock();
    return frame ? &frame->draft : NULL;
}

void piano_open_frame_close(const void *call)
{
    piano_lock();
    struct open_frame **link = link_of(call), *frame = *link;
    if (frame) {
        *link = frame->next;
        frame->next = open.free;
        frame->call = NULL;
        open.free = frame;
    }
    piano_unlock();
}

void piano_open_frames_forget(void)
{
    memset(&open, 0, sizeof open);
}
