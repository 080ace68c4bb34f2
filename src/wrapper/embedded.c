/* The assembler's .incbin puts files into the program as they are. The list of runtime/'s files,
 * PIANO_EMBED_LIST, is made by the build: a line EMBEDDED(number, name, path) for each. */
#include "wrapper/embedded.h"

#ifdef __APPLE__
#define EMBED_SECTION ".section __TEXT,__const\n"
#define EMBED_SYMBOL(symbol) "_" symbol
#else
#define EMBED_SECTION ".section .rodata\n"
#define EMBED_SYMBOL(symbol) symbol
#endif

#define EMBED(symbol, path)                                                                        \
    __asm__(EMBED_SECTION ".balign 16\n"                                                           \
                          ".globl " EMBED_SYMBOL(#symbol) "\n" EMBED_SYMBOL(                       \
                              #symbol) ":\n"                                                       \
                                       ".incbin \"" path "\"\n"                                    \
                                       ".globl " EMBED_SYMBOL(#symbol) "_end\n" EMBED_SYMBOL(      \
                                           #symbol) "_end:\n"                                      \
                                                    ".byte 0\n.text\n");                           \
    extern const char symbol[], symbol##_end[];

EMBED(piano_embedded_archive, PIANO_EMBED_ARCHIVE)
EMBED(piano_embedded_loaded_archive, PIANO_EMBED_LOADED_ARCHIVE)

#define EMBEDDED(number, name, path) EMBED(piano_embedded_##number, path)
#include PIANO_EMBED_LIST
#undef EMBEDDED

static const struct entry {
    const char *name, *start, *end;
} entries[] = {
#define EMBEDDED(number, name, path) {name, piano_embedded_##number, piano_embedded_##number##_end},
#include PIANO_EMBED_LIST
#undef EMBEDDED
};

static struct text between(const char *start, const char *end)
{
    return (struct text){start, (size_t)(end - start)};
}

struct text embedded_archive(enum runtime_place place)
{
    return place == RUNTIME_IN_PROGRAM
               ? between(piano_embedded_archive, piano_embedded_archive_end)
               : between(piano_embedded_loaded_archive, piano_embedded_loaded_archive_end);
}

struct embedded_file embedded_file(size_t index)
{
    const struct entry *entry = &entries[index];
    return (struct embedded_file){.name = entry->name, .text = between(entry->start, entry->end)};
}

size_t embedded_file_count(void)
{
    return sizeof entries / sizeof *entries;
}

uint64_t embedded_hash(void)
{
    uint64_t hash = text_hash(embedded_archive(RUNTIME_IN_PROGRAM));
    for (size_t i = 0; i < embedded_file_count(); i++) {
        struct embedded_file file = embedded_file(i);
        hash = text_hash_after(hash, text_of(file.name));
        hash = text_hash_after(hash, file.text);
    }
    return hash;
}
