#include "wrapper/depinfo.h"

#include <string.h>

#include "base/file.h"

/* rustc escapes spaces in these paths, and nothing else. */
static struct text escape(struct arena *arena, const char *path)
{
    struct buffer escaped = {0};
    for (; *path; path++) {
        if (*path == ' ')
            buffer_putc(&escaped, '\\');
        buffer_putc(&escaped, *path);
    }
    struct text text = arena_text(arena, buffer_text(&escaped));
    buffer_finish(&escaped);
    return text;
}

static struct text without(struct arena *arena, struct text text, struct text unwanted)
{
    struct buffer kept = {0};
    for (ptrdiff_t at; (at = text_find(text, unwanted)) >= 0;) {
        buffer_add(&kept, text_slice(text, 0, (size_t)at));
        text = text_slice(text, (size_t)at + unwanted.len, text.len);
    }
    buffer_add(&kept, text);
    struct text made = arena_text(arena, buffer_text(&kept));
    buffer_finish(&kept);
    return made;
}

struct text depinfo_restore(struct arena *arena, struct text text, const struct mirror *mirror,
                            const char *variable, const char *value)
{
    if (mirror->top && mirror->relative) {
        const char *here = arena_printf(arena, "%s/", mirror->working_dir);
        text = without(arena, text, escape(arena, mirror_path(arena, mirror, here)));
    }
    if (mirror->top)
        text = without(arena, text, escape(arena, mirror->top));
    if (!variable)
        return text;
    return text_of(arena_printf(arena, "%.*s\n# env-dep:%s=%s\n", TEXT_ARG(text), variable, value));
}

bool depinfo_repair(const char *path, const struct mirror *mirror, const char *variable,
                    const char *value, struct error *err)
{
    if (!file_exists(path))
        return true;
    struct arena scratch = {0};
    struct text text;
    bool ok = file_read(&scratch, path, &text, err) &&
              file_write(path, depinfo_restore(&scratch, text, mirror, variable, value), err);
    arena_finish(&scratch);
    return ok;
}
