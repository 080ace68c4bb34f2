# Shared by the tests of this folder: `. common.sh`, after which $piano is the program and the
# working folder is a new one of the test's own. Ends with exit code 1 if anything was wrong.
set -u
piano=$(realpath "$1")
rm -rf "$2" && mkdir -p "$2" && cd "$2" && work=$PWD
unset CARGO_TARGET_DIR RUSTFLAGS RUSTC_WRAPPER RUSTC_WORKSPACE_WRAPPER PIANO_RUNS_DIR PIANO_RUN_ID MAKEFLAGS
export CARGO_TERM_COLOR=never RUST_BACKTRACE=0 LC_ALL=C.UTF-8
failures=0
trap 'exit $((failures > 0))' EXIT

wrong() {
    echo "WRONG: $*" >&2
    failures=$((failures + 1))
}

# write PATH: standard input becomes the file.
write() {
    mkdir -p "$(dirname "$1")" && cat >"$1"
}

# package FOLDER [LINES]: a Cargo.toml for the folder's name, with more lines of TOML after it.
package() {
    printf '[package]\nname = "%s"\nversion = "0.1.0"\nedition = "2021"\n%s\n' \
        "$(basename "$1")" "${2-}" | write "$1/Cargo.toml"
}

# build [FLAGS]: build the project here; its program is in $program, what was said in $said.
build() {
    program=$("$piano" build "$@" 2>"$work/said")
    local code=$?
    said=$(cat "$work/said")
    [ $code -eq 0 ] || wrong "piano build $*: exit code $code: $said"
    return $code
}

# compiled: the names of the crates that the last build compiled, sorted.
compiled() {
    sed -n 's/^ *Compiling \([^ ]*\) .*/\1/p' <<<"$said" | sort | tr '\n' ' ' | sed 's/ $//'
}

# is WHAT FOUND WANTED
is() {
    [ "$2" = "$3" ] || wrong "$1: '$2', not '$3'"
}

# has WHAT TEXT PART
has() {
    [[ "$2" == *"$3"* ]] || wrong "$1: no '$3' in: $2"
}

lacks() {
    [[ "$2" != *"$3"* ]] || wrong "$1: '$3' in: $2"
}
