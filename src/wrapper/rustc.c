#include "wrapper/rustc.h"

#include <stdlib.h>
#include <string.h>

#include "base/file.h"

/* The options of rustc that stand alone; every other one takes a value, in the same word or in
 * the next. */
static bool stands_alone(const char *word)
{
    static const char *const alone[] = {"--help", "--test", "--version", "--verbose"};
    for (size_t i = 0; i < sizeof alone / sizeof *alone; i++) {
        if (strcmp(word, alone[i]) == 0)
            return true;
    }
    return word[1] != '-' && strspn(word + 1, "hvVgO") == strlen(word + 1);
}

/* The name of an option and its value, which may be the next word; gives the words used. */
static size_t split(const char *word, const char *next, struct text *name, const char **value)
{
    *name = text_of(word);
    *value = NULL;
    if (stands_alone(word))
        return 1;
    if (word[1] == '-') {
        const char *equals = strchr(word, '=');
        if (equals) {
            *name = (struct text){word, (size_t)(equals - word)};
            *value = equals + 1;
            return 1;
        }
    } else if (word[2]) {
        *name = (struct text){word, 2};
        *value = word + 2;
        return 1;
    }
    *value = next;
    return next ? 2 : 1;
}

static unsigned crate_types(struct text value)
{
    unsigned types = 0;
    struct text type;
    while (text_next(&value, ',', &type)) {
        if (text_is(type, "bin"))
            types |= CRATE_BIN;
        else if (text_is(type, "proc-macro"))
            types |= CRATE_PROC_MACRO;
        else
            types |= CRATE_OTHER;
        if (text_is(type, "proc-macro") || text_ends(type, "dylib"))
            types |= CRATE_LOADED;
    }
    return types;
}

static void note_codegen(struct rustc_call *call, const char *value)
{
    struct text option = text_of(value);
    if (text_starts(option, "extra-filename="))
        call->extra_filename = value + strlen("extra-filename=");
    else if (text_starts(option, "opt-level="))
        call->optimised = text_ends(option, "=2") || text_ends(option, "=3");
    else if (text_starts(option, "link") && !text_starts(option, "link-arg"))
        call->links_unusually = true;
    else if (text_find(option, TEXT("crt-static")) >= 0)
        call->links_unusually = true;
}

static void note_option(struct arena *arena, struct rustc_call *call, struct text name,
                        const char *value)
{
    if (text_is(name, "--test"))
        call->test = true;
    if (text_is(name, "-O"))
        call->optimised = true;
    if (!value)
        return;
    if (text_is(name, "--crate-name"))
        call->crate_name = value;
    else if (text_is(name, "--out-dir"))
        call->out_dir = value;
    else if (text_is(name, "--target"))
        call->target = value;
    else if (text_is(name, "--sysroot"))
        call->sysroot = value;
    else if (text_is(name, "--edition"))
        call->edition = atoi(value);
    else if (text_is(name, "--crate-type"))
        call->crate_types |= crate_types(text_of(value));
    else if (text_is(name, "--error-format"))
        call->json = strcmp(value, "json") == 0;
    else if (text_is(name, "--cap-lints"))
        call->lints_capped = true;
    else if (text_is(name, "--print"))
        call->prints = true;
    else if (text_is(name, "--remap-path-prefix"))
        arguments_add(arena, &call->remaps, value);
    else if (text_is(name, "--extern"))
        call->externs = text_hash_after(call->externs, text_of(value));
    else if (text_is(name, "-C") || text_is(name, "--codegen"))
        note_codegen(call, value);
}

static void note_all(struct arena *arena, struct rustc_call *call)
{
    for (size_t i = 0; i < call->arguments.len;) {
        const char *word = call->arguments.at[i];
        const char *next = i + 1 < call->arguments.len ? call->arguments.at[i + 1] : NULL;
        if (word[0] != '-' || !word[1]) {
            if (call->input == SIZE_MAX)
                call->input = i;
            i++;
            continue;
        }
        struct text name;
        const char *value;
        i += split(word, next, &name, &value);
        note_option(arena, call, name, value);
    }
}

/* `@file` holds a word on each line: cargo writes one where a command line grows too long. */
static bool add_word(struct arena *arena, const char *word, struct arguments *out,
                     struct error *err)
{
    if (word[0] != '@') {
        arguments_add(arena, out, word);
        return true;
    }
    struct text rest, line;
    if (!file_read(arena, word + 1, &rest, err))
        return false;
    while (text_next(&rest, '\n', &line)) {
        if (line.len && line.at[line.len - 1] == '\r')
            line.len--;
        if (line.len)
            arguments_add(arena, out, arena_string(arena, line));
    }
    return true;
}

bool rustc_read(struct arena *arena, int argc, char **argv, struct rustc_call *out,
                struct error *err)
{
    struct rustc_call call = {.input = SIZE_MAX, .edition = 2015};
    int i = 0;
    /* What belongs to rustc begins with an option, in every call that cargo makes. */
    for (; i < argc && (i == 0 || (argv[i][0] != '-' && argv[i][0] != '@')); i++)
        arguments_add(arena, &call.program, argv[i]);
    for (; i < argc; i++) {
        if (!add_word(arena, argv[i], &call.arguments, err))
            return false;
        call.from_file |= argv[i][0] == '@';
    }
    note_all(arena, &call);
    *out = call;
    return true;
}

bool rustc_compiles(const struct rustc_call *call)
{
    return call->input != SIZE_MAX && strcmp(call->arguments.at[call->input], "-") != 0 &&
           call->crate_name && call->out_dir && !call->prints;
}

const char *rustc_program(const struct rustc_call *call)
{
    return call->program.at[call->program.len - 1];
}

const char *rustc_depinfo_path(struct arena *arena, const struct rustc_call *call)
{
    return arena_printf(arena, "%s/%s%s.d", call->out_dir, call->crate_name,
                        call->extra_filename ? call->extra_filename : "");
}
