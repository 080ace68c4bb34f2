/* Makes run files from a description that people can read and change.
 * In: a .run.txt file and a folder.  Out: the run files in the folder, one per process.
 *
 *     process RUN PID [FIELD=VALUE ...]   its header: start= ticks= wait= flags= inside=
 *                                         outside= counted= allocation= peak= live= sampling=
 *                                         processor= version=
 *     cut BYTES                           leave that many off its end
 *     program PATH [ARGUMENT ...]         of the process above
 *     selection [OPTION ...]              what was selected in it
 *     fn CRATE NAME FILE LINE             a function
 *     thread NAME TICKS [live=1] [served=N] [os=ID] [cpu_seen=T]
 *     | NAME calls=N ticks=T ...          a node: a bar for each level, then the function's name;
 *                                         pending=N: calls since the latest timed one;
 *                                         seen=T looks=N asleep=N: from outside, as its thread's
 *                                         innermost
 *     | >NAME [at=N]                      jobs that a function handed over; N: on the path of the
 *                                         node that has mark=N
 *     fold [ticks=T]                      the nodes that follow stand for folded calls, and below
 *                                         them those for leaves; what it took to fold them
 *     histogram NAME TICKSxCALLS ...      of the thread above
 *     holds NAME peak=N end=N             memory of a function; @0: outside of any
 *     frames N [seen=N] [every=N]         the frame log, with room for N frames
 *     frame NUMBER ticks=T allocs=N bytes=N [of=N] NAME:TICKS[xCALLS] ...
 *                                         of: it is a call of the Nth function
 *
 * NAME is a function's, or @N for the Nth. Ticks are nanoseconds, or have a unit: 1.5ms. What
 * follows # is not read. A blank in a name is written as ~. `ticks` of a process is when it ended;
 * without it, nobody noted that. */
#include "run_maker.h"

#define MOST_WORDS 160
#define MOST_DEPTH 128
#define MOST_MARKS 16
#define MOST_BYTES (64u << 20)

struct reader {
    struct arena arena;
    const char *path, *folder;
    size_t line;
    char *words[MOST_WORDS];
    size_t word_count;
    struct maker maker;
    bool begun;
    uint64_t cut;
    ARRAY(const char *) names; /* of functions, by id - 1 */
    struct piano_thread *thread;
    struct piano_node *levels[MOST_DEPTH], *marked[MOST_MARKS];
    bool folding;
    struct piano_frame *next_frame;
};

static _Noreturn void fail(const struct reader *r, const char *what, const char *word)
{
    fprintf(stderr, "%s:%zu: %s '%s'\n", r->path, r->line, what, word);
    exit(1);
}

static uint64_t number(const struct reader *r, const char *word)
{
    static const struct {
        const char *unit;
        double ns;
    } units[] = {{"", 1},       {"ns", 1},     {"us", 1e3}, {"ms", 1e6},   {"s", 1e9},
                 {"min", 60e9}, {"h", 3600e9}, {"K", 1024}, {"M", 1048576}};
    char *end;
    double value = strtod(word, &end);
    for (size_t i = 0; end != word && i < sizeof units / sizeof *units; i++)
        if (strcmp(end, units[i].unit) == 0)
            return (uint64_t)(value * units[i].ns + 0.5);
    fail(r, "not a number:", word);
}

static uint32_t function_id(const struct reader *r, const char *name)
{
    if (name[0] == '@')
        return (uint32_t)number(r, name + 1);
    for (size_t i = 0; i < r->names.len; i++)
        if (strcmp(r->names.at[i], name) == 0)
            return (uint32_t)i + 1;
    fail(r, "no such function:", name);
}

/* Give each FIELD=VALUE from word `first` on to `set`. */
typedef bool set_field(struct reader *r, void *of, const char *field, uint64_t value);

static void set_fields(struct reader *r, size_t first, set_field *set, void *of)
{
    for (size_t i = first; i < r->word_count; i++) {
        char *equals = strchr(r->words[i], '=');
        if (!equals)
            fail(r, "not FIELD=VALUE:", r->words[i]);
        *equals = '\0';
        if (!set(r, of, r->words[i], number(r, equals + 1)))
            fail(r, "no such field:", r->words[i]);
    }
}

static void write_process(struct reader *r)
{
    struct error err = {0};
    const struct piano_header *h = maker_header(&r->maker);
    if (r->begun) {
        const char *name = arena_printf(&r->arena, "%s-%u.run", h->run_id, h->pid);
        struct text whole = maker_text(&r->maker);
        whole.len -= r->cut;
        if (!dir_make(r->folder, &err) ||
            !file_write(path_join(&r->arena, r->folder, name), whole, &err))
            fail(r, "cannot write:", err.message);
    }
    maker_finish(&r->maker);
    r->names.len = 0;
    r->cut = 0;
    r->begun = false;
}

static bool set_header(struct reader *r, void *of, const char *field, uint64_t value)
{
    struct piano_header *h = of;
    if (strcmp(field, "start") == 0)
        h->start_unix_ns += value;
    else if (strcmp(field, "ticks") == 0)
        maker_end(&r->maker, MAKER_FIRST_TICKS + value);
    else if (strcmp(field, "wait") == 0) {
        h->end = PIANO_END_WAITED;
        h->wait_status = (int32_t)value;
    } else if (strcmp(field, "flags") == 0)
        h->flags = (uint32_t)value;
    else if (strcmp(field, "inside") == 0)
        h->timed_inside = value * 256;
    else if (strcmp(field, "outside") == 0)
        h->timed_outside = value * 256;
    else if (strcmp(field, "counted") == 0)
        h->counted_outside = value * 256;
    else if (strcmp(field, "allocation") == 0)
        h->allocation_cost = value * 256;
    else if (strcmp(field, "version") == 0)
        h->version = (uint32_t)value;
    else if (strcmp(field, "processor") == 0)
        h->processor_ns = value;
    else if (strcmp(field, "peak") == 0)
        h->peak_live_bytes = value;
    else if (strcmp(field, "live") == 0)
        h->live_bytes = (int64_t)value;
    else if (strcmp(field, "sampling") == 0)
        h->sample_bytes = h->peak_sampling = value;
    else
        return false;
    return true;
}

static void read_process(struct reader *r)
{
    write_process(r);
    maker_begin(&r->maker, MOST_BYTES, r->words[1], (uint32_t)number(r, r->words[2]));
    r->begun = true;
    set_fields(r, 3, set_header, maker_header(&r->maker));
}

static void read_cut(struct reader *r)
{
    r->cut = number(r, r->words[1]);
}

static void read_program(struct reader *r)
{
    struct piano_header *h = maker_header(&r->maker);
    snprintf(h->program, sizeof h->program, "%s", r->words[1]);
    for (size_t i = 2; i < r->word_count; i++) {
        size_t bytes = strlen(r->words[i]) + 1;
        memcpy(h->args + h->args_bytes, r->words[i], bytes);
        h->args_bytes += (uint32_t)bytes;
    }
}

static void read_selection(struct reader *r)
{
    struct piano_header *h = maker_header(&r->maker);
    for (size_t i = 1; i < r->word_count; i++)
        snprintf(h->selection + strlen(h->selection), sizeof h->selection - strlen(h->selection),
                 "%s%s", i > 1 ? " " : "", r->words[i]);
    h->selection_bytes = (uint32_t)strlen(h->selection) + 1;
}

static void read_function(struct reader *r)
{
    array_push(&r->arena, &r->names, arena_string(&r->arena, text_of(r->words[2])));
    maker_function(&r->maker, r->words[1], r->words[2], r->words[3],
                   (uint32_t)number(r, r->words[4]));
}

static bool set_thread(struct reader *r, void *of, const char *field, uint64_t value)
{
    struct piano_thread *thread = of;
    if (strcmp(field, "served") == 0)
        thread->served = value;
    else if (strcmp(field, "os") == 0)
        thread->os_id = value;
    else if (strcmp(field, "cpu_seen") == 0)
        thread->cpu_seen = value;
    else if (strcmp(field, "live") == 0)
        maker_live(&r->maker, thread, MAKER_FIRST_TICKS + value);
    else
        return false;
    return true;
}

static void read_thread(struct reader *r)
{
    r->thread = maker_thread(&r->maker, r->words[1], number(r, r->words[2]));
    r->levels[0] = maker_local(&r->maker, r->thread->root);
    r->folding = false;
    set_fields(r, 3, set_thread, r->thread);
}

static bool set_node(struct reader *r, void *of, const char *field, uint64_t value)
{
    struct piano_node *n = of;
    const struct {
        const char *name;
        uint64_t *at;
    } plain[] = {{"ticks", &n->ticks},       {"untimed", &n->untimed}, {"allocs", &n->allocs},
                 {"bytes", &n->alloc_bytes}, {"frees", &n->frees},     {"freed", &n->freed_bytes}};
    for (size_t i = 0; i < sizeof plain / sizeof *plain; i++)
        if (strcmp(field, plain[i].name) == 0) {
            *plain[i].at = value;
            return true;
        }
    if (strcmp(field, "calls") == 0) {
        n->counted = value * PIANO_CALL;
        return true;
    }
    if (strcmp(field, "pending") == 0) {
        n->flags |= (uint32_t)value << PIANO_OTHERS_SHIFT;
        return true;
    }
    if (strcmp(field, "start") == 0) {
        n->start = MAKER_FIRST_TICKS + value;
        return true;
    }
    if (strcmp(field, "looks") == 0) {
        maker_watched(&r->maker, n)->looks = (uint32_t)value;
        return true;
    }
    if (strcmp(field, "asleep") == 0) {
        maker_watched(&r->maker, n)->asleep = (uint32_t)value;
        return true;
    }
    if (strcmp(field, "seen") == 0) {
        maker_watched(&r->maker, n)->ticks = value;
        return true;
    }
    if (strcmp(field, "mark") == 0 && value < MOST_MARKS) {
        r->marked[value] = n;
        return true;
    }
    if (strcmp(field, "at") == 0 && value < MOST_MARKS && r->marked[value]) {
        n->handed_at = maker_address(&r->maker, r->marked[value]);
        return true;
    }
    struct piano_more *more = maker_more(&r->maker, r->thread, n);
    if (strcmp(field, "cancelled") == 0)
        more->cancelled = value;
    else if (strcmp(field, "polls") == 0)
        more->polls = value;
    else if (strcmp(field, "completed") == 0)
        more->completed = value;
    else if (strcmp(field, "panicked") == 0)
        more->panicked = value;
    else if (strcmp(field, "suspended") == 0)
        more->suspended_ticks = value;
    else if (strcmp(field, "longest") == 0)
        more->longest_poll = value;
    else if (strcmp(field, "cpu") == 0)
        more->cpu_ticks = value;
    else if (strcmp(field, "folded") == 0)
        more->folded_ticks = value;
    else if (strcmp(field, "cpu_start") == 0)
        more->cpu_start = value;
    else
        return false;
    return true;
}

static void read_node(struct reader *r)
{
    size_t depth = 0;
    while (depth < r->word_count && strcmp(r->words[depth], "|") == 0)
        depth++;
    if (!r->thread || depth >= r->word_count || depth >= MOST_DEPTH || !r->levels[depth - 1])
        fail(r, "a node without a place:", r->words[0]);
    const struct piano_node *parent = r->levels[depth - 1];
    bool handed = r->words[depth][0] == '>';
    uint32_t function = function_id(r, r->words[depth] + handed);
    struct piano_node *n =
        maker_node(&r->maker, r->thread, parent, handed ? parent->function : function);
    if (handed) {
        n->flags = PIANO_NODE_HANDED;
        n->handed_by = function;
    }
    if (r->folding && depth == 1)
        n->flags = PIANO_NODE_FOLD;
    r->levels[depth] = n;
    set_fields(r, depth + 1, set_node, n);
}

static void read_fold(struct reader *r)
{
    r->folding = true;
    r->levels[0] = maker_local(&r->maker, r->thread->fold);
    r->levels[0]->flags = PIANO_NODE_FOLD;
    set_fields(r, 1, set_node, r->levels[0]);
}

static void read_histogram(struct reader *r)
{
    struct piano_histogram *h = maker_histogram(&r->maker, r->thread, function_id(r, r->words[1]));
    for (size_t i = 2; i < r->word_count; i++) {
        char *times = strchr(r->words[i], 'x');
        if (!times)
            fail(r, "not TICKSxCALLS:", r->words[i]);
        *times = '\0';
        maker_count(&r->maker, r->thread, h, number(r, r->words[i]),
                    (uint32_t)number(r, times + 1));
    }
}

static bool set_holding(struct reader *r, void *of, const char *field, uint64_t value)
{
    struct piano_holding *holding = of;
    (void)r;
    if (strcmp(field, "peak") == 0)
        holding->at_peak = (int64_t)value;
    else if (strcmp(field, "end") == 0)
        holding->live_bytes = (int64_t)value;
    else
        return false;
    return true;
}

static void read_holding(struct reader *r)
{
    struct piano_holding *holding =
        maker_take(&r->maker, PIANO_SLAB_HOLDINGS, UINT32_MAX, sizeof(struct piano_holding));
    holding->function = function_id(r, r->words[1]);
    set_fields(r, 2, set_holding, holding);
}

static bool set_frames(struct reader *r, void *of, const char *field, uint64_t value)
{
    struct piano_frames *log = of;
    (void)r;
    if (strcmp(field, "seen") == 0)
        log->seen = value;
    else if (strcmp(field, "every") == 0)
        log->sample_every = value;
    else
        return false;
    return true;
}

static void read_frames(struct reader *r)
{
    struct piano_frames *log = maker_frames(&r->maker, (uint32_t)number(r, r->words[1]));
    log->seen = log->sample_slots;
    r->next_frame = (struct piano_frame *)(log + 1);
    set_fields(r, 2, set_frames, log);
}

static bool set_frame(struct reader *r, void *of, const char *field, uint64_t value)
{
    struct piano_frame *frame = of;
    (void)r;
    if (strcmp(field, "ticks") == 0)
        frame->ticks = value;
    else if (strcmp(field, "allocs") == 0)
        frame->allocs = value;
    else if (strcmp(field, "bytes") == 0)
        frame->alloc_bytes = value;
    else if (strcmp(field, "of") == 0)
        frame->function = (uint32_t)value;
    else
        return false;
    return true;
}

static void read_frame(struct reader *r)
{
    struct piano_frame *frame = r->next_frame++;
    frame->number = number(r, r->words[1]);
    frame->kept = PIANO_FRAME_SAMPLE;
    while (r->word_count > 2 && !strchr(r->words[r->word_count - 1], '=')) {
        char *word = r->words[--r->word_count], *colon = strrchr(word, ':');
        if (!colon)
            fail(r, "not NAME:TICKS:", word);
        char *times = strchr(colon, 'x');
        *colon = '\0';
        if (times)
            *times++ = '\0';
        frame->parts[frame->part_count++] =
            (struct piano_frame_part){.function = function_id(r, word),
                                      .self_ticks = number(r, colon + 1),
                                      .calls = times ? (uint32_t)number(r, times) : 0};
    }
    set_fields(r, 2, set_frame, frame);
}

static const struct {
    const char *word;
    size_t least_words;
    void (*read)(struct reader *r);
} statements[] = {
    {"process", 3, read_process},     {"program", 2, read_program}, {"fn", 5, read_function},
    {"thread", 3, read_thread},       {"|", 2, read_node},          {"fold", 1, read_fold},
    {"histogram", 2, read_histogram}, {"holds", 2, read_holding},   {"frames", 2, read_frames},
    {"selection", 1, read_selection}, {"frame", 2, read_frame},     {"cut", 2, read_cut},
};

static void split(struct reader *r, struct text line)
{
    char *copy = arena_string(&r->arena, line), *rest = copy;
    copy[strcspn(copy, "#")] = '\0';
    r->word_count = 0;
    for (char *word; (word = strsep(&rest, " \t"));) {
        if (*word == '\0')
            continue;
        if (r->word_count == MOST_WORDS)
            fail(r, "too many words:", word);
        for (char *c = word; *c; c++)
            *c = *c == '~' ? ' ' : *c;
        r->words[r->word_count++] = word;
    }
}

static void read_statement(struct reader *r)
{
    for (size_t i = 0; i < sizeof statements / sizeof *statements; i++) {
        if (strcmp(statements[i].word, r->words[0]) != 0)
            continue;
        if (r->word_count < statements[i].least_words)
            fail(r, "too few words after", r->words[0]);
        if (!r->begun && statements[i].read != read_process)
            fail(r, "a process must come before", r->words[0]);
        statements[i].read(r);
        return;
    }
    fail(r, "what is", r->words[0]);
}

int main(int argc, char **argv)
{
    if (argc != 3) {
        fprintf(stderr, "usage: make-run FILE.run.txt FOLDER\n");
        return 2;
    }
    struct reader r = {.path = argv[1], .folder = argv[2]};
    struct error err = {0};
    struct text rest, line;
    if (!file_read(&r.arena, r.path, &rest, &err)) {
        fprintf(stderr, "%s\n", err.message);
        return 1;
    }
    while (text_next(&rest, '\n', &line)) {
        r.line++;
        split(&r, line);
        if (r.word_count > 0)
            read_statement(&r);
    }
    write_process(&r);
    arena_finish(&r.arena);
    return 0;
}
