/* Runs a fuzzer without libFuzzer, once over every file of some folders.
 * In: files and folders.  Out: the fuzzer's own complaint, or how many files it liked. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/file.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static size_t replay_file(const char *path)
{
    struct arena arena = {0};
    struct error err = {0};
    struct text text;
    if (!file_read(&arena, path, &text, &err)) {
        fprintf(stderr, "%s\n", err.message);
        exit(EXIT_FAILURE);
    }
    LLVMFuzzerTestOneInput((const uint8_t *)text.at, text.len);
    arena_finish(&arena);
    return 1;
}

static size_t replay_folder(const char *folder)
{
    struct arena arena = {0};
    struct error err = {0};
    struct names names;
    size_t count = 0;
    if (!dir_list(&arena, folder, &names, &err)) {
        fprintf(stderr, "%s\n", err.message);
        exit(EXIT_FAILURE);
    }
    for (size_t i = 0; i < names.len; i++) {
        const char *path = path_join(&arena, folder, arena_string(&arena, names.at[i]));
        if (!file_is_dir(path))
            count += replay_file(path);
    }
    arena_finish(&arena);
    return count;
}

int main(int argc, char **argv)
{
    size_t count = 0;
    for (int i = 1; i < argc; i++)
        count += file_is_dir(argv[i]) ? replay_folder(argv[i]) : replay_file(argv[i]);
    printf("%zu files\n", count);
    return count == 0;
}
