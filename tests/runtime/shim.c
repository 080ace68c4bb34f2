/* shim.rs repeats some numbers and layouts of the C headers: here they are compared. */
#include <inttypes.h>

#include "harness.h"

static char shim[100000];

static void read_shim(const char *path)
{
    FILE *f = fopen(path, "re");
    require(f);
    size_t bytes = fread(shim, 1, sizeof shim - 1, f);
    fclose(f);
    require(bytes > 0 && bytes < sizeof shim - 1);
}

/* Every place with this text, which there must be, goes on with this number. */
static void has_number(const char *text, uint64_t number)
{
    const char *at = strstr(shim, text);
    if (!at) {
        fprintf(stderr, "shim.rs has no '%s'\n", text);
        exit(1);
    }
    for (; at; at = strstr(at + 1, text)) {
        const char *value = at + strlen(text);
        uint64_t power, found;
        if (sscanf(value, "(1 << %" SCNu64 ") - 1;", &power) == 1)
            found = ((uint64_t)1 << power) - 1;
        else
            found = strtoull(value, NULL, 10);
        if (found != number) {
            fprintf(stderr, "shim.rs: '%s' %" PRIu64 ", not %" PRIu64 "\n", text, found, number);
            exit(1);
        }
    }
}

struct field {
    const char *line;
    size_t offset;
};

/* What lies between two fields tells how large the first one is. */
static void has_fields(const char *opening, const struct field *fields)
{
    const char *at = strstr(shim, opening);
    require(at);
    at += strlen(opening);
    size_t offset = 0;
    for (; *at != '}'; fields++) {
        if (!fields->line || strncmp(at, fields->line, strlen(fields->line)) != 0 ||
            fields->offset != offset) {
            fprintf(stderr, "shim.rs: '%s' differs from C in byte %zu\n", opening, offset);
            exit(1);
        }
        offset += strstr(fields->line, "AtomicU32") ? 4 : 8;
        at += strlen(fields->line);
    }
    require(!fields->line);
}

int main(int argc, char **argv)
{
    static const struct field site[] = {
        {"    id: AtomicU32,\n", offsetof(struct piano_site, id)},
        {"    flags: AtomicU32,\n", offsetof(struct piano_site, flags)},
        {"    text: *const u8,\n", offsetof(struct piano_site, text)},
        {"    text_bytes: usize,\n", offsetof(struct piano_site, text_bytes)},
        {"    next: AtomicPtr<Site>,\n", offsetof(struct piano_site, next)},
        {0},
    };
    static const struct field node[] = {
        {"    last_child: *mut Node,\n", offsetof(struct piano_node, last_child)},
        {"    site: *const Site,\n", offsetof(struct piano_node, site)},
        {"    counted: u64,\n", offsetof(struct piano_node, counted)},
        {"    ticks: u64,\n", offsetof(struct piano_node, ticks)},
        {"    start: u64,\n", offsetof(struct piano_node, start)},
        {"    parent: *mut Node,\n", offsetof(struct piano_node, parent)},
        {"    successor: *mut Node,\n", offsetof(struct piano_node, successor)},
        {0},
    };
    require(argc == 2);
    read_shim(argv[1]);
    has_number("const GAP_MASK: u64 = ", NODE_GAP_MASK);
    has_number("const UNTIMED_CALL: u64 = ", NODE_UNTIMED_CALL);
    has_number("const ORDERED: usize = ", PIANO_ORDERED);
    has_number("struct Progress(UnsafeCell<[u8; ", sizeof(struct piano_progress));
    has_number("let mut bytes = [0; ", sizeof(struct piano_progress));
    require(offsetof(struct piano_progress, site) == 0);
    has_fields("struct Site {\n", site);
    has_fields("struct Node {\n", node);
    has_fields("struct Call {\n", (const struct field[]){{"    node: usize,\n", 0}, {0}});
    return 0;
}
