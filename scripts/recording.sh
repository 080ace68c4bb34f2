# For scripts that record a session: sourced, with `piano` and the tests built in build/.
# show COMMAND types a command and shows what a terminal of 100 columns would, as indented lines.
# What is recorded tells nothing of the machine: the working folder is a home of somebody else.
root=$(cd "$(dirname "$0")/.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir "$work/bin" && ln -s "${PIANO:-$root/build/piano}" "$work/bin/piano"

# Where the picture of a recording goes: nowhere where that is not set.
[ -z "${PICTURE-}" ] || PICTURE=$(realpath -m "$PICTURE")

unset CARGO_TARGET_DIR RUSTFLAGS PIANO_RUNS_DIR CLICOLOR_FORCE COLUMNS MAKEFLAGS
export PATH=$work/bin:$PATH TERM=xterm TZ=UTC LC_ALL=C.UTF-8 NO_COLOR=1
export CARGO_TERM_COLOR=never CARGO_TERM_PROGRESS_WHEN=never GIT_PAGER=cat
export GIT_CONFIG_COUNT=1 GIT_CONFIG_KEY_0=color.ui GIT_CONFIG_VALUE_0=false

show() {
    printf '    $ %s\n' "$1"
    # Unlike script(1), it goes on when all of it was stopped for a while and is continued.
    "${PTY:-$root/build/tests/cli/pty}" 100 -- sh -c "$1" </dev/null | tr -d '\r' | sed -e "s|$work|/home/you|g" -e 's/^/    /' -e 's/ *$//'
}

# The whole of a table of which only the largest rows are shown: for those who compare recordings,
# who name a file in $WHOLE.
keep_whole() {
    [ -z "${WHOLE-}" ] || "$@" --all >>"$WHOLE" 2>/dev/null
}
