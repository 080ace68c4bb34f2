/* A folder for the projects of a test about cargo, made anew for each, and all that such a test
 * uses. */
#ifndef PIANO_TESTS_CARGO_FOLDER_H
#define PIANO_TESTS_CARGO_FOLDER_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/file.h"

static struct arena arena;
static struct error err;
static const char *top, *before;

/* Files of the folder. */
static void make(const char *path, const char *text)
{
    path = path_join(&arena, top, path);
    assert_true(dir_make(path_folder(&arena, path), &err));
    assert_true(file_write(path, text_of(text), &err));
}

static void begin_folder(const char *name)
{
    err = (struct error){0};
    before = path_working_dir(&arena);
    top = path_absolute(&arena, name);
    assert_true(path_remove(top, &err));
}

static int tear_down(void **state)
{
    (void)state;
    assert_int_equal(chdir(before), 0);
    return path_remove(top, &err) ? 0 : -1;
}

#endif
