#include "wrapper/allocators.h"

#include <sys/stat.h>

#include "base/file.h"

static bool mentions(struct arena *arena, const char *path)
{
    struct text text;
    struct error ignored = {0};
    return file_read(arena, path, &text, &ignored) &&
           text_find(text, TEXT("global_allocator")) >= 0;
}

/* A folder and those that it was reached through. */
struct chain {
    struct stat folder;
    const struct chain *above;
};

/* Links may lead round in circles. */
static bool leads_back(const struct chain *chain)
{
    for (const struct chain *above = chain->above; above; above = above->above)
        if (above->folder.st_ino == chain->folder.st_ino &&
            above->folder.st_dev == chain->folder.st_dev)
            return true;
    return false;
}

static bool search(const char *folder, const struct chain *above)
{
    struct arena scratch = {0};
    struct names names = {0};
    struct error ignored = {0};
    struct chain chain = {.above = above};
    if (stat(folder, &chain.folder) != 0 || leads_back(&chain))
        return false;
    dir_list(&scratch, folder, &names, &ignored);
    bool found = false;
    for (size_t i = 0; i < names.len && !found; i++) {
        const char *path = path_join(&scratch, folder, names.at[i].at);
        if (text_ends(names.at[i], ".rs"))
            found = mentions(&scratch, path);
        else if (file_is_dir(path))
            found = search(path, &chain);
    }
    arena_finish(&scratch);
    return found;
}

bool allocators_mentioned(const char *folder)
{
    return search(folder, NULL);
}
