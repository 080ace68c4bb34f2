#include "wrapper/healing.h"

#include <inttypes.h>
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/json.h"

static const char *record_path(struct arena *arena, const char *folder, const char *root)
{
    return arena_printf(arena, "%s/healed/%016" PRIx64 ".json", folder, text_hash(text_of(root)));
}

bool healing_exists(const char *folder, const char *root)
{
    struct arena scratch = {0};
    bool exists = file_exists(record_path(&scratch, folder, root));
    arena_finish(&scratch);
    return exists;
}

static uint64_t hash_of_crate(const struct crate *crate)
{
    uint64_t hash = 0;
    for (size_t i = 0; i < crate->files.len; i++)
        hash = text_hash_after(hash, crate->files.at[i].text);
    return hash;
}

/* JSON's integers are signed. */
static uint64_t number_in(const json_t *object, const char *key)
{
    return (uint64_t)json_integer_value(json_object_get(object, key));
}

static void functions_in(struct arena *arena, const json_t *array, const struct crate *crate,
                         struct healing *out)
{
    size_t i;
    json_t *entry;
    json_array_foreach(array, i, entry)
    {
        struct healed_function function = {
            .name = text_of(json_string_in(arena, entry, "name")),
            .file = json_string_in(arena, entry, "file"),
            .text_hash = number_in(entry, "text"),
            .reason = json_string_in(arena, entry, "reason"),
        };
        const struct source_file *file = crate_file(crate, function.file);
        if (file && text_hash(file->text) == function.text_hash)
            array_push(arena, &out->functions, function);
    }
}

void healing_load(struct arena *arena, const char *folder, const char *root,
                  const struct crate *crate, struct healing *out)
{
    *out = (struct healing){0};
    json_t *json = json_load_file(record_path(arena, folder, root), 0, NULL);
    if (!json)
        return;
    functions_in(arena, json_object_get(json, "functions"), crate, out);
    const json_t *whole = json_object_get(json, "crate");
    if (whole && number_in(whole, "text") == hash_of_crate(crate)) {
        healing_add_crate(out, crate, json_string_in(arena, whole, "reason"));
        out->untouched = json_is_true(json_object_get(whole, "untouched"));
    }
    size_t i;
    json_t *entry;
    json_array_foreach(json_object_get(json, "allocator_elsewhere"), i, entry)
        array_push(arena, &out->allocator_elsewhere, (uint64_t)json_integer_value(entry));
    json_decref(json);
}

static json_t *functions_out(const struct healing *healing)
{
    json_t *array = json_array();
    for (size_t i = 0; i < healing->functions.len; i++) {
        const struct healed_function *function = &healing->functions.at[i];
        json_array_append_new(array, json_pack("{s:s%, s:s, s:I, s:s}", "name", function->name.at,
                                               (size_t)function->name.len, "file", function->file,
                                               "text", (json_int_t)function->text_hash, "reason",
                                               function->reason));
    }
    return array;
}

bool healing_store(const char *folder, const char *root, const struct healing *healing,
                   struct error *err)
{
    struct arena scratch = {0};
    json_t *json = json_object();
    json_object_set_new(json, "root", json_string(root));
    json_object_set_new(json, "functions", functions_out(healing));
    if (healing->crate_reason)
        json_object_set_new(json, "crate",
                            json_pack("{s:I, s:s, s:b}", "text", (json_int_t)healing->crate_hash,
                                      "reason", healing->crate_reason, "untouched",
                                      (int)healing->untouched));
    json_t *elsewhere = json_array();
    for (size_t i = 0; i < healing->allocator_elsewhere.len; i++)
        json_array_append_new(elsewhere,
                              json_integer((json_int_t)healing->allocator_elsewhere.at[i]));
    json_object_set_new(json, "allocator_elsewhere", elsewhere);
    char *text = json_dumps(json, JSON_INDENT(1));
    const char *path = record_path(&scratch, folder, root);
    bool ok = text ? dir_make(path_folder(&scratch, path), err) &&
                         file_write_if_changed(path, text_of(text), err)
                   : error_set(err, "cannot describe what was left out of '%s'", root);
    free(text);
    json_decref(json);
    arena_finish(&scratch);
    return ok;
}

void healing_add_function(struct arena *arena, struct healing *healing,
                          const struct planned *planned, const char *reason)
{
    struct healed_function function = {
        .name = planned->name,
        .file = planned->file->path,
        .text_hash = text_hash(planned->file->text),
        .reason = reason,
    };
    array_push(arena, &healing->functions, function);
}

void healing_add_crate(struct healing *healing, const struct crate *crate, const char *reason)
{
    healing->crate_reason = reason;
    healing->crate_hash = hash_of_crate(crate);
}

struct healed healing_names(struct arena *arena, const struct healing *healing)
{
    struct text *names = arena_many(arena, struct text, healing->functions.len);
    for (size_t i = 0; i < healing->functions.len; i++)
        names[i] = healing->functions.at[i].name;
    return (struct healed){
        .names = names,
        .len = healing->functions.len,
        .whole_crate = healing->crate_reason != NULL,
    };
}

const char *healing_reason(const struct healing *healing, const struct planned *planned)
{
    for (size_t i = 0; i < healing->functions.len; i++) {
        if (text_equal(healing->functions.at[i].name, planned->name))
            return healing->functions.at[i].reason;
    }
    return healing->crate_reason ? healing->crate_reason : fate_words(FATE_HEALED);
}
