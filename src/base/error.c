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
    char inner[sizeof error->message];
    memcpy(inner, error->message, sizeof inner);
    va_list args;
    va_start(args, format);
    int len = vsnprintf(error->message, sizeof error->message, format, args);
    va_end(args);
    if (len >= 0 && (size_t)len < sizeof error->message)
        snprintf(error->message + len, sizeof error->message - (size_t)len, ": %s", inner);
    return false;
}

bool error_shown(struct error *error, int exit_code)
{
    error->message[0] = '\0';
    error->shown = true;
    error->exit_code = exit_code;
    return false;
}
