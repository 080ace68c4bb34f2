#include "base/error.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

bool error_set(struct error *error, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    vsnprintf(error->message, sizeof error->message, format, args);
    va_end(args);
    error->exit_code = EXIT_OURS;
    return false;
}

bool error_usage(struct error *error, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    vsnprintf(error->message, sizeof error->message, format, args);
    va_end(args);
    error->exit_code = EXIT_USAGE;
    return false;
}

bool error_context(struct error *error, const char *format, ...)
{
    char whole[sizeof error->message];
    va_list args;
    va_start(args, format);
    int len = vsnprintf(whole, sizeof whole, format, args);
    va_end(args);
    size_t used = len < 0 ? 0 : (size_t)len;
    if (used + sizeof ": " <= sizeof whole) {
        memcpy(whole + used, ": ", 2);
        used += 2;
        size_t inner = strnlen(error->message, sizeof whole - used - 1);
        memcpy(whole + used, error->message, inner);
        whole[used + inner] = '\0';
    }
    memcpy(error->message, whole, sizeof whole);
    return false;
}

bool error_shown(struct error *error, int exit_code)
{
    error->message[0] = '\0';
    error->shown = true;
    error->exit_code = exit_code;
    return false;
}
