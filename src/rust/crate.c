/* Files are read breadth first, each scanned once a pass. A macro that passes items through may
 * be used in a file read before the one that defines it, so passes go on until none is new. */
#include "rust/crate.h"

#include <string.h>
#include <sys/stat.h>

#include "base/file.h"
#include "rust/gate.h"
#include "rust/name_map.h"
#include "rust/spelling.h"

/* What a file's modules are looked up by, beside struct source_file. */
struct place {
    const char *folder;  /* that the file is in */
    const char *modules; /* that its modules are in: the same for mod.rs and its like */
    size_t parent;       /* the file that names it; the root's is itself */
    dev_t device;
    ino_t inode;
    size_t first_edge; /* its modules are the edges from here to the next file's */
};

struct edge {
    size_t to;
    bool test;
};

struct reader {
    struct arena *arena;
    struct arena scratch;
    struct crate crate;
    ARRAY(struct place) places;
    ARRAY(struct edge) edges;
    struct name_map known; /* path → index of a file, in this pass */
    struct name_map texts; /* path → index in `contents`, from all passes */
    ARRAY(struct text) contents;
    struct name_map passing;
    ARRAY(struct text) macros; /* the same as an array */
};

/* A file that a module may be in. */
struct candidate {
    const char *path;
    const char *modules; /* NULL: the folder of `path` */
};

const struct source_file *crate_file(const struct crate *crate, const char *path)
{
    for (size_t i = 0; i < crate->files.len; i++) {
        if (strcmp(crate->files.at[i].path, path) == 0)
            return &crate->files.at[i];
    }
    return NULL;
}

bool crate_declares_allocator(const struct crate *crate)
{
    for (size_t i = 0; i < crate->files.len; i++)
        if (crate->files.at[i].items.allocators.len)
            return true;
    return false;
}

/* Without "." and ".." unless a link makes that another file. */
static const char *clean_path(struct arena *arena, const char *path)
{
    struct stat as_is, cleaned;
    const char *clean = path_absolute(arena, path);
    if (stat(path, &as_is) != 0 || stat(clean, &cleaned) != 0)
        return path;
    return as_is.st_dev == cleaned.st_dev && as_is.st_ino == cleaned.st_ino ? clean : path;
}

static bool read_text(struct reader *reader, const char *path, struct text *out, struct error *err)
{
    size_t found = name_map_find(&reader->texts, text_of(path));
    if (found != SIZE_MAX) {
        *out = reader->contents.at[found];
        return true;
    }
    if (!file_read(reader->arena, path, out, err))
        return false;
    name_map_add(&reader->scratch, &reader->texts, text_of(path), reader->contents.len);
    array_push(&reader->scratch, &reader->contents, *out);
    return true;
}

/* Is the file one of those that lead to file `from`? A folder may be a link to one above it. */
static bool is_circular(const struct reader *reader, size_t from, const struct stat *status)
{
    for (;;) {
        const struct place *place = &reader->places.at[from];
        if (place->inode == status->st_ino && place->device == status->st_dev)
            return true;
        if (place->parent == from)
            return false;
        from = place->parent;
    }
}

/* Add a file that was not there before; its index, or SIZE_MAX where it cannot be read. */
static size_t add_file(struct reader *reader, const struct candidate *candidate, size_t parent,
                       struct text module, struct text gate, struct error *err)
{
    struct stat status;
    struct source_file file = {.path = candidate->path, .module = module, .gate = gate};
    file.test = true;
    file.real = path_real(reader->arena, file.path);
    if (!read_text(reader, file.path, &file.text, err) || stat(file.path, &status) != 0)
        return SIZE_MAX;
    if (reader->places.len && is_circular(reader, parent, &status))
        return SIZE_MAX;
    struct place place = {
        .folder = path_folder(reader->arena, file.path),
        .modules = candidate->modules,
        .parent = parent,
        .device = status.st_dev,
        .inode = status.st_ino,
    };
    if (!place.modules)
        place.modules = place.folder;
    name_map_add(&reader->scratch, &reader->known, text_of(file.path), reader->crate.files.len);
    array_push(reader->arena, &reader->crate.files, file);
    array_push(&reader->scratch, &reader->places, place);
    return reader->crate.files.len - 1;
}

/* `path` seen from `folder`, which it replaces where it is absolute. */
static const char *resolve(struct arena *arena, const char *folder, struct text path)
{
    if (path.len == 0)
        return folder;
    const char *string = arena_string(arena, path);
    return string[0] == '/' ? string : path_join(arena, folder, string);
}

/* Where rustc looks for the module; false where no such file exists. */
static bool find_file(struct reader *reader, size_t from, const struct module *module,
                      struct candidate *out)
{
    const struct place *place = &reader->places.at[from];
    bool in_own_folder = module->inside.len ? !module->beside : module->path.len == 0;
    const char *folder = in_own_folder ? place->modules : place->folder;
    folder = resolve(reader->arena, folder, module->folder);
    struct candidate found = {0};
    if (module->path.len) {
        found.path = resolve(reader->arena, folder, module->path);
    } else {
        found.modules = resolve(reader->arena, folder, module->name);
        found.path = arena_printf(reader->arena, "%s.rs", found.modules);
        if (!file_exists(found.path)) {
            found.path = path_join(reader->arena, found.modules, "mod.rs");
            found.modules = NULL;
        }
    }
    if (!file_exists(found.path) || file_is_dir(found.path))
        return false;
    found.path = clean_path(reader->arena, found.path);
    *out = found;
    return true;
}

/* Seen from the crate; `around` is that of the file that names it. */
static struct text path_of_module(struct arena *arena, struct text around,
                                  const struct module *module)
{
    if (!module->included)
        return spell_path(arena, around, spell_path(arena, module->inside, module->name));
    return spell_path(arena, around, module->inside);
}

static void follow(struct reader *reader, size_t from, const struct module *module)
{
    struct candidate candidate;
    size_t home = from;
    if (!find_file(reader, home, module, &candidate)) {
        /* Macros that declare modules are called in the root, wherever they are defined. */
        home = 0;
        if (!module->in_rules || !find_file(reader, home, module, &candidate))
            return;
    }
    struct arena *arena = reader->arena;
    struct text gate = gate_all(arena, reader->crate.files.at[home].gate, module->gate);
    size_t index = name_map_find(&reader->known, text_of(candidate.path));
    if (index != SIZE_MAX) {
        struct source_file *file = &reader->crate.files.at[index];
        file->gate = gate_any(arena, file->gate, gate);
    } else {
        struct error ignored = {0};
        struct text path = path_of_module(arena, reader->crate.files.at[home].module, module);
        index = add_file(reader, &candidate, home, path, gate, &ignored);
    }
    if (index != SIZE_MAX)
        array_push(&reader->scratch, &reader->edges, ((struct edge){index, module->test}));
}

static void learn_macros(struct reader *reader, const struct items *items)
{
    for (size_t i = 0; i < items->passing_macros.len; i++) {
        struct text macro = items->passing_macros.at[i];
        if (name_map_add(&reader->scratch, &reader->passing, macro, 0))
            array_push(&reader->scratch, &reader->macros, macro);
    }
}

static void scan_file(struct reader *reader, size_t index)
{
    struct known_macros macros = {reader->macros.at, reader->macros.len};
    struct items items;
    items_scan(reader->arena, reader->crate.files.at[index].text, &macros, &items);
    reader->crate.files.at[index].items = items;
    learn_macros(reader, &items);
    reader->places.at[index].first_edge = reader->edges.len;
    for (size_t i = 0; i < items.modules.len; i++)
        follow(reader, index, &items.modules.at[i]);
}

/* Every file that a way without #[cfg(test)] leads to is no test file. */
static void find_tests(struct reader *reader)
{
    struct source_file *files = reader->crate.files.at;
    ARRAY(size_t) pending = {0};
    array_push(&reader->scratch, &pending, 0);
    files[0].test = false;
    while (pending.len) {
        size_t from = pending.at[--pending.len];
        size_t end = from + 1 < reader->places.len ? reader->places.at[from + 1].first_edge
                                                   : reader->edges.len;
        for (size_t i = reader->places.at[from].first_edge; i < end; i++) {
            struct edge edge = reader->edges.at[i];
            if (edge.test || !files[edge.to].test)
                continue;
            files[edge.to].test = false;
            array_push(&reader->scratch, &pending, edge.to);
        }
    }
}

static bool read_once(struct reader *reader, const char *root, struct error *err)
{
    reader->crate = (struct crate){0};
    reader->places.len = reader->edges.len = 0;
    reader->known = (struct name_map){0};
    struct candidate candidate = {.path = root};
    struct text none = {0};
    if (add_file(reader, &candidate, 0, none, none, err) == SIZE_MAX)
        return false;
    for (size_t i = 0; i < reader->crate.files.len; i++)
        scan_file(reader, i);
    find_tests(reader);
    return true;
}

bool crate_read(struct arena *arena, const char *root, struct crate *out, struct error *err)
{
    struct reader reader = {.arena = arena};
    const char *path = clean_path(arena, path_absolute(arena, root));
    size_t macros;
    bool ok;
    do {
        macros = reader.macros.len;
        ok = read_once(&reader, path, err);
    } while (ok && reader.macros.len > macros);
    if (ok)
        *out = reader.crate;
    arena_finish(&reader.scratch);
    return ok;
}
