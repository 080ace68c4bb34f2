#include "wrapper/mirror.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"

const char *mirror_path(struct arena *arena, const struct mirror *mirror, const char *path)
{
    return arena_printf(arena, "%s%s", mirror->top, path);
}

/* Absolute paths of originals, sorted. */
struct paths {
    struct text *at;
    size_t len, cap;
};

static void sort(struct paths *paths)
{
    if (paths->len)
        qsort(paths->at, paths->len, sizeof *paths->at, text_compare);
    size_t kept = 0;
    for (size_t i = 0; i < paths->len; i++) {
        if (kept == 0 || !text_equal(paths->at[i], paths->at[kept - 1]))
            paths->at[kept++] = paths->at[i];
    }
    paths->len = kept;
}

static bool holds(const struct paths *paths, const char *path)
{
    struct text key = text_of(path);
    return paths->len &&
           bsearch(&key, paths->at, paths->len, sizeof *paths->at, text_compare) != NULL;
}

/* What is being made. */
struct tree {
    struct arena *arena;
    const struct mirror *mirror;
    const struct mirrored_file *files;
    size_t count;
    struct paths folders; /* real folders in the mirror: those that lead to a file */
    struct paths filled;  /* those among them that show all that the original holds */
};

static int by_path(const void *a, const void *b)
{
    return strcmp(((const struct mirrored_file *)a)->path, ((const struct mirrored_file *)b)->path);
}

static const struct mirrored_file *real_file(const struct tree *tree, const char *path)
{
    struct mirrored_file key = {.path = path};
    const struct mirrored_file *found =
        bsearch(&key, tree->files, tree->count, sizeof *tree->files, by_path);
    return found && !text_equal(found->text, found->original) ? found : NULL;
}

static void plan_folders(struct tree *tree, const char *package)
{
    for (size_t i = 0; i < tree->count; i++) {
        const char *folder = path_folder(tree->arena, tree->files[i].path);
        array_push(tree->arena, &tree->filled, text_of(folder));
        for (;; folder = path_folder(tree->arena, folder)) {
            array_push(tree->arena, &tree->folders, text_of(folder));
            if (strcmp(folder, package) == 0 || path_is_below(package, folder))
                array_push(tree->arena, &tree->filled, text_of(folder));
            if (strcmp(folder, "/") == 0)
                break;
        }
    }
    sort(&tree->folders);
    sort(&tree->filled);
}

static bool make_folder(const char *path, struct error *err)
{
    struct stat st;
    if (lstat(path, &st) == 0 && !S_ISDIR(st.st_mode) && !path_remove(path, err))
        return false;
    return dir_make(path, err);
}

static bool leads_to(const char *link, const char *target)
{
    char now[4096];
    ssize_t len = readlink(link, now, sizeof now);
    return len >= 0 && text_is((struct text){now, (size_t)len}, target);
}

static bool make_link(const char *path, const char *target, struct error *err)
{
    if (leads_to(path, target))
        return true;
    if (!path_remove(path, err))
        return false;
    return symlink(target, path) == 0 ||
           error_set(err, "cannot make the link '%s': %s", path, strerror(errno));
}

static bool show(const struct tree *tree, const char *original, struct error *err)
{
    if (holds(&tree->folders, original))
        return true;
    const char *path = mirror_path(tree->arena, tree->mirror, original);
    const struct mirrored_file *file = real_file(tree, original);
    return file ? file_write_if_changed(path, file->text, err) : make_link(path, original, err);
}

/* Take away what the original no longer holds; both lists are sorted. */
static bool prune(const struct tree *tree, const char *folder, const struct names *kept,
                  struct error *err)
{
    struct names now;
    if (!dir_list(tree->arena, folder, &now, err))
        return false;
    size_t k = 0;
    for (size_t i = 0; i < now.len; i++) {
        while (k < kept->len && text_compare(&kept->at[k], &now.at[i]) < 0)
            k++;
        if (k < kept->len && text_equal(kept->at[k], now.at[i]))
            continue;
        if (!path_remove(path_join(tree->arena, folder, now.at[i].at), err))
            return false;
    }
    return true;
}

static bool fill_folder(const struct tree *tree, const char *original, struct error *err)
{
    struct names names;
    if (!dir_list(tree->arena, original, &names, err))
        return false;
    for (size_t i = 0; i < names.len; i++) {
        if (!show(tree, path_join(tree->arena, original, names.at[i].at), err))
            return false;
    }
    return prune(tree, mirror_path(tree->arena, tree->mirror, original), &names, err);
}

/* Link the part of a path that leads out of the real folders, so that the path works. */
static bool link_outside(const struct tree *tree, const char *path, struct error *err)
{
    if (!file_exists(path))
        return true;
    const char *part = path, *folder = path;
    while (!holds(&tree->folders, folder)) {
        part = folder;
        folder = path_folder(tree->arena, folder);
    }
    if (part == folder || holds(&tree->filled, folder))
        return true;
    return make_link(mirror_path(tree->arena, tree->mirror, part), part, err);
}

#define LONGEST_PATH 4096

/* The text between the quotes around `at`; nothing if `at` is not between quotes on one line, or
 * the text is no path: a long text may contain many things that look like one. */
static struct text quoted(struct text text, size_t at)
{
    size_t start = at, end = at;
    while (start > 0 && at - start < LONGEST_PATH && text.at[start - 1] != '"' &&
           text.at[start - 1] != '\n')
        start--;
    while (end < text.len && end - start < LONGEST_PATH && text.at[end] != '"' &&
           text.at[end] != '\n')
        end++;
    bool both = start > 0 && text.at[start - 1] == '"' && end < text.len && text.at[end] == '"';
    return both ? text_slice(text, start, end) : (struct text){0};
}

/* include_str!("../../data") and the like: what a file names relative to itself. */
static bool link_named(const struct tree *tree, const struct mirrored_file *file, struct error *err)
{
    const char *folder = path_folder(tree->arena, file->path);
    struct text text = file->original;
    for (size_t at = 0;;) {
        ptrdiff_t found = text_find(text_slice(text, at, text.len), TEXT("../"));
        if (found < 0)
            return true;
        at += (size_t)found;
        struct text literal = quoted(text, at);
        if (literal.len) {
            const char *named = arena_string(tree->arena, literal);
            named = path_absolute(tree->arena, path_join(tree->arena, folder, named));
            if (!link_outside(tree, named, err))
                return false;
            at = (size_t)(literal.at + literal.len - text.at);
        } else {
            at += 3;
        }
    }
}

static bool make(struct tree *tree, struct error *err)
{
    for (size_t i = 0; i < tree->folders.len; i++) {
        const char *folder = tree->folders.at[i].at;
        if (!make_folder(mirror_path(tree->arena, tree->mirror, folder), err))
            return false;
    }
    for (size_t i = 0; i < tree->filled.len; i++) {
        if (!fill_folder(tree, tree->filled.at[i].at, err))
            return false;
    }
    for (size_t i = 0; i < tree->count; i++) {
        if (!link_named(tree, &tree->files[i], err))
            return false;
    }
    return true;
}

bool mirror_make(const struct mirror *mirror, const char *package,
                 const struct mirrored_file *files, size_t count, struct error *err)
{
    struct arena arena = {0};
    struct mirrored_file *sorted = arena_many(&arena, struct mirrored_file, count);
    if (count) {
        memcpy(sorted, files, count * sizeof *files);
        qsort(sorted, count, sizeof *sorted, by_path);
    }
    struct tree tree = {.arena = &arena, .mirror = mirror, .files = sorted, .count = count};
    plan_folders(&tree, package);
    bool ok = make(&tree, err);
    arena_finish(&arena);
    return ok;
}

static void add_remap(struct arena *arena, struct arguments *out, const char *from, struct text to)
{
    arguments_add(arena, out,
                  arena_printf(arena, "--remap-path-prefix=%s=%.*s", from, TEXT_ARG(to)));
}

/* Those of the user's own remaps that begin with / or do not, translated into the mirror. */
static void add_users(struct arena *arena, const struct mirror *mirror,
                      const struct arguments *users, bool absolute, struct arguments *out)
{
    for (size_t i = 0; i < users->len; i++) {
        const char *equals = strrchr(users->at[i], '=');
        if (!equals || (users->at[i][0] == '/') != absolute)
            continue;
        const char *from =
            arena_string(arena, (struct text){users->at[i], (size_t)(equals - users->at[i])});
        from = absolute ? from : path_join(arena, mirror->working_dir, from);
        add_remap(arena, out, mirror_path(arena, mirror, from), text_of(equals + 1));
    }
}

/* rustc takes the last one that fits, so relative names must come last. */
void mirror_remaps(struct arena *arena, const struct mirror *mirror, const struct arguments *users,
                   struct arguments *out)
{
    add_remap(arena, out, mirror->top, TEXT("/"));
    add_users(arena, mirror, users, true, out);
    if (!mirror->relative)
        return;
    add_remap(arena, out, mirror_path(arena, mirror, mirror->working_dir), TEXT(""));
    add_users(arena, mirror, users, false, out);
}

const char *mirror_original(struct arena *arena, const struct mirror *mirror, const char *name)
{
    return path_absolute(arena, path_join(arena, mirror->working_dir, name));
}
