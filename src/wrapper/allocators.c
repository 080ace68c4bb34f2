#include "wrapper/allocators.h"

#include "base/file.h"

static bool mentions(struct arena *arena, const char *path)
{
    struct text text;
    struct error ignored = {0};
    return file_read(arena, path, &text, &ignored) &&
           text_find(text, TEXT("global_allocator")) >= 0;
}

/* Links may lead round in circles. */
#define DEEPEST 32

static bool search(const char *folder, int depth)
{
    struct arena scratch = {0};
    struct names names = {0};
    struct error ignored = {0};
    dir_list(&scratch, folder, &names, &ignored);
    bool found = false;
    for (size_t i = 0; i < names.len && !found; i++) {
        const char *path = path_join(&scratch, folder, names.at[i].at);
        if (text_ends(names.at[i], ".rs"))
            found = mentions(&scratch, path);
        else if (depth < DEEPEST && file_is_dir(path))
            found = search(path, depth + 1);
    }
    arena_finish(&scratch);
    return found;
}

bool allocators_mentioned(const char *folder)
{
    return search(folder, 0);
}
