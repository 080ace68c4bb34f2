#include "cli/request.h"

#include "base/arguments.h"

static void add_flag(struct arena *arena, struct arguments *flags, bool given, const char *flag)
{
    if (given)
        arguments_add(arena, flags, flag);
}

static void add_value(struct arena *arena, struct arguments *flags, const char *flag,
                      const char *value)
{
    if (value)
        arguments_add_all(arena, flags, (const char *const[]){flag, value, NULL});
}

const char *const *request_cargo_flags(struct arena *arena, const struct cargo_options *options)
{
    struct arguments flags = {0};
    for (size_t i = 0; options->features && options->features[i]; i++)
        add_value(arena, &flags, "--features", options->features[i]);
    for (size_t i = 0; options->config && options->config[i]; i++)
        add_value(arena, &flags, "--config", options->config[i]);
    add_flag(arena, &flags, options->all_features, "--all-features");
    add_flag(arena, &flags, options->no_default_features, "--no-default-features");
    add_flag(arena, &flags, options->release, "--release");
    add_value(arena, &flags, "--profile", options->profile);
    add_value(arena, &flags, "--target", options->target);
    add_flag(arena, &flags, options->locked, "--locked");
    add_flag(arena, &flags, options->offline, "--offline");
    add_flag(arena, &flags, options->frozen, "--frozen");
    add_value(arena, &flags, "--jobs", options->jobs);
    add_flag(arena, &flags, options->quiet, "--quiet");
    add_flag(arena, &flags, options->verbose, "--verbose");
    return arguments_end(arena, &flags);
}

/* At most one of --lib, --bin, --example, --test and --bench says what is built. */
static bool choose_target(const struct cargo_options *options, struct build_request *request,
                          struct error *err)
{
    const struct {
        enum target_kind kind;
        const char *name;
    } given[] = {{TARGET_BIN, options->bin},
                 {TARGET_EXAMPLE, options->example},
                 {TARGET_TEST, options->test},
                 {TARGET_BENCH, options->bench}};
    bool any = options->lib;
    request->kind = options->lib ? TARGET_LIB : TARGET_BIN;
    for (size_t i = 0; i < sizeof given / sizeof *given; i++) {
        if (!given[i].name)
            continue;
        if (any)
            return error_usage(err, "one program is profiled at a time: give one of --lib, --bin, "
                                    "--example, --test and --bench");
        any = true;
        request->kind = given[i].kind;
        request->target = given[i].name;
    }
    return true;
}

bool request_make(const struct build_options *options, const struct cargo *cargo,
                  struct build_request *out, struct error *err)
{
    *out = (struct build_request){
        .cargo = cargo,
        .package = options->cargo.package,
        .selector =
            {
                .functions = options->select.functions,
                .files = options->select.files,
                .modules = options->select.modules,
                .skips = options->select.skips,
                .exact = options->select.exact,
            },
        .dependencies = options->select.dependencies,
        .frames = options->measure.frames,
        .cpu_time = options->measure.cpu_time,
        .exact_time = options->measure.exact_time,
    };
    if (options->select.exact && !options->select.functions)
        return error_usage(err, "--exact is about the names of --fn: give it with --fn NAME");
    return choose_target(&options->cargo, out, err);
}
