#include "rewrite/handing.h"

#include <string.h>

/* Between `before` and `after`, which stand together once in the file, goes `text`. */
struct hook {
    const char *before, *text, *after;
};

#define HOOKS 4

/* The file of a crate in which a job's record is declared, made and run. */
struct form {
    const char *package, *module;
    struct hook hooks[HOOKS]; /* the last ones may be empty */
};

#define FIELD " pub(crate) __piano: ::__piano::Handed,"
#define HERE " __piano: ::__piano::Handed::here(),"

static const struct form forms[] = {
    /* rayon-core 1.8 to 1.13. */
    {"rayon-core",
     "job",
     {{"struct JobRef {", FIELD, "\n"},
      {" JobRef {", HERE, "\n            pointer: data as *const (),"},
      {"{\n        ", "let __piano = self.__piano.begin(); ", "(self.execute_fn)(self.pointer)"}}},
    /* tokio 1.24 to 1.54: tasks, and what runs on its threads for blocking calls. */
    {"tokio",
     "runtime::task::core",
     {{"struct CoreStage<T: Future> {", FIELD, "\n"},
      {"stage: CoreStage {", HERE, "\n"},
      {"-> Poll<T::Output> {", " let __piano = self.stage.__piano.begin();",
       "\n        let res = {\n            self.stage.stage.with_mut("},
      {"fn set_stage(&self, stage: Stage<T>) {", " let __piano = self.stage.__piano.begin();",
       "\n        let _guard = TaskIdGuard::enter(self.task_id);\n"}}},
    /* tokio 1.8 to 1.23. */
    {"tokio",
     "runtime::task::core",
     {{"struct CoreStage<T: Future> {", FIELD, "\n"},
      {"stage: CoreStage {", HERE, "\n"},
      {"-> Poll<T::Output> {", " let __piano = self.__piano.begin();",
       "\n        let res = {\n            self.stage.with_mut("},
      {"fn set_stage(&self, stage: Stage<T>) {", " let __piano = self.__piano.begin();",
       "\n        self.stage.with_mut("}}},
    /* async-task 4.0 to 4.7, for async-executor and all that stands on it. It takes both files. */
    {"async-task", "header", {{"struct Header<M> {", FIELD, "\n"}}},
    {"async-task", "header", {{"struct Header {", FIELD, "\n"}}},
    {"async-task",
     "raw",
     {{".write(Header {", HERE, "\n"},
      {"unsafe fn run(ptr: *const ()) -> bool {\n        let raw = Self::from_ptr(ptr);",
       " let __piano = (*raw.header).__piano.begin();", "\n"}}},
};

#define FORMS (sizeof forms / sizeof *forms)

const char *handing_package(size_t index)
{
    return index < FORMS ? forms[index].package : NULL;
}

static bool is_crate_of(const char *package, const char *crate_name)
{
    while (*package && (*package == '-' ? '_' : *package) == *crate_name) {
        package++;
        crate_name++;
    }
    return *package == *crate_name;
}

bool handing_concerns(const char *crate_name)
{
    for (size_t i = 0; i < FORMS; i++) {
        if (is_crate_of(forms[i].package, crate_name))
            return true;
    }
    return false;
}

/* Where the hook's text goes; false where that is not one place. */
static bool find(struct arena *arena, struct text text, const struct hook *hook, uint32_t *at)
{
    struct text both = text_of(arena_printf(arena, "%s%s", hook->before, hook->after));
    ptrdiff_t found = text_find(text, both);
    if (found < 0 || text_find(text_slice(text, (size_t)found + both.len, text.len), both) >= 0)
        return false;
    *at = (uint32_t)((size_t)found + strlen(hook->before));
    return true;
}

static bool insert_all(struct arena *arena, const struct form *form, struct text text,
                       struct insertions *out)
{
    uint32_t at[HOOKS];
    size_t count = 0;
    for (; count < HOOKS && form->hooks[count].text; count++) {
        if (!find(arena, text, &form->hooks[count], &at[count]))
            return false;
    }
    for (size_t i = 0; i < count; i++)
        array_push(arena, out, (struct insertion){at[i], text_of(form->hooks[i].text), LEFT_OUT});
    return true;
}

void handing_insert(struct arena *arena, const char *crate_name, const struct source_file *file,
                    struct insertions *out)
{
    for (size_t i = 0; i < FORMS; i++) {
        if (is_crate_of(forms[i].package, crate_name) && text_is(file->module, forms[i].module) &&
            insert_all(arena, &forms[i], file->text, out))
            return;
    }
}
