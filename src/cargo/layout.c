#include "cargo/layout.h"

#include <string.h>

#include "base/file.h"

const char *layout_inner(struct arena *arena, const char *program)
{
    const char *name = path_name(path_folder(arena, program));
    bool inner = strcmp(name, "examples") == 0 || strcmp(name, "deps") == 0;
    return inner ? name : "";
}

const char *layout_profile(struct arena *arena, const char *program)
{
    const char *folder = path_folder(arena, program);
    return *layout_inner(arena, program) ? path_folder(arena, folder) : folder;
}
