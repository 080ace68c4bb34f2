#!/bin/bash
# Build and run published programs plainly and under piano, and hold one against the other.
#   tests/corpus/run.sh [--record] [-j N] [NAME …]      all programs of the list, or those named
#
# For every program: fetch the package, build it both ways, do with both what the list says, compare
# what they print, how they end and which files they leave. `--record` writes the table `results`; `-j` has
# so many programs tried at a time: one is built plainly while the next is under piano.
# CORPUS_DIR keeps sources, builds and logs between runs; the default is build/corpus.
# Exit code 1: a program does not build under piano or behaves otherwise; 77: no registry.
set -u
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
piano=$(realpath "${PIANO:-$root/build/piano}")
work=${CORPUS_DIR:-$root/build/corpus}
mkdir -p "$work"/{sources,logs,rows}
work=$(cd "$work" && pwd)
. "$here/fetch.sh"

unset RUSTFLAGS RUSTC_WRAPPER RUSTC_WORKSPACE_WRAPPER PIANO_RUN_ID MAKEFLAGS
export CARGO_TARGET_DIR=$work/target CARGO_INCREMENTAL=0 CARGO_PROFILE_DEV_DEBUG=0
# Programs get a home of their own, and may start cargo nevertheless.
export CARGO_HOME=${CARGO_HOME:-$HOME/.cargo} RUSTUP_HOME=${RUSTUP_HOME:-$HOME/.rustup}
# As for `cargo install`, the toolchain that a package is developed with does not matter.
! command -v rustup >/dev/null || export RUSTUP_TOOLCHAIN=$(rustup show active-toolchain | cut -d ' ' -f 1)
export LC_ALL=C.UTF-8 RUST_BACKTRACE=0 CARGO_TERM_COLOR=never TZ=UTC

# What the list says of a program, as name, version, flags and command.
read_entry() {
    local entry words
    entry=$(grep "^$1 " "$here/list") || return 1
    command=${entry#* : }
    read -ra words <<<"${entry%% : *}"
    name=${words[0]} version=${words[1]} flags=("${words[@]:2}")
    exercise() { eval "$command"; }
    judge() { :; }
    [ ! -f "$here/programs/$name.sh" ] || . "$here/programs/$name.sh"
}

# For commands of the list: all tests of a harness where cargo would run them, one at a time, without
# the time that they took.
tests() {
    cd "$package" || return
    RUST_TEST_THREADS=1 env "$target" "$@" | sed 's/; finished in .*//'
    return "${PIPESTATUS[0]}"
}

# The target that the flags name; a package's program is mostly called as the package is.
choose_target() {
    local i
    target=$name
    for ((i = 0; i < ${#flags[@]}; i++)); do
        case ${flags[i]} in --bin | --example | --test) target=${flags[i + 1]} && return ;; esac
    done
    flags+=(--bin "$name")
}

build_plainly() {
    # Without the lock file that was published with it a program shares dependencies with others.
    [[ " ${flags[*]} " == *' --locked '* ]] || rm -f Cargo.lock
    cargo build --message-format json-render-diagnostics "${flags[@]}" 2>"$log.cargo" >"$log.messages" || return
    sed -n "s/.*\"target\":{[^{]*\"name\":\"$target\".*\"executable\":\"\([^\"]*\)\".*/\1/p" "$log.messages" | tail -n 1
}

build_under_piano() {
    PLAIN_MESSAGES=$log.messages RUSTC_WRAPPER=$here/reuse.sh "$piano" build "${flags[@]}" 2>"$log.build"
}

# Build with one of the functions above and keep the program; others have programs of the same name.
build() {
    local way=$1 program
    {
        flock 9
        program=$("build_$way") && [ -n "$program" ] && cp "$program" "$place/built_$way"
    } 9>"$work/$way.lock"
}

# Use a program, in a folder that is the same each time; what it did goes to LOG.LABEL.
observe() {
    local label=$1 program=$place/built_$2
    rm -rf "$place"/{home,bin,here} && mkdir -p "$place"/{home,bin}
    cp -R "$here/inputs" "$place/here" && cp "$program" "$place/bin/$target"
    (
        cd "$place/here" && export HOME=$place/home PATH=$place/bin:$PATH PIANO_RUNS_DIR=$log.runs
        unset CARGO_TARGET_DIR
        export -f exercise tests client 2>/dev/null
        export command target package=$work/sources/$name-$version
        timeout 120 bash -c exercise </dev/null
        echo "exit code $?"
    ) 2>&1 | sed "s/^\(thread '.*'\) ([0-9]*) panicked/\1 panicked/" >"$log.$label"
    (cd "$place/here" && find . -type f -print0 | sort -z | xargs -0 sha256sum) >>"$log.$label"
}

# A line of the table; the note is the last field.
row() {
    printf '%-28s %-10s %-7s %9s %7s %6s %5s %4s  %s\n' "$@"
}

number_in() {
    sed -n "s/^$1 \([0-9]*\) .*/\1/p" "$log.build" | tail -n 1 | grep . || echo 0
}

judge_program() {
    local edition called functions healed note='' log=$work/logs/$name place=$work/places/$name
    rm -rf "$log".* "$place" && mkdir -p "$place"
    edition=$(sed -n 's/^edition = "\(.*\)"/\1/p' Cargo.toml | head -n 1)
    edition=${edition:-2015}
    build plainly ||
        { row "$name" "$version" "$edition" - - - - - "cargo does not build it" && return 2; }
    build under_piano ||
        { row "$name" "$version" "$edition" "$(number_in found)" - - no - "see $log.build" && return 1; }
    observe plain plainly
    observe piano under_piano
    functions=$(number_in found) healed=$(number_in 'left out:')
    PIANO_RUNS_DIR=$log.runs "$piano" report --all --csv >"$log.csv" 2>"$log.report"
    called=$(tail -n +2 "$log.csv" | wc -l)
    if ! diff -u "$log.plain" "$log.piano" >"$log.diff"; then
        observe again plainly
        note="see $log.diff"
        cmp -s "$log.plain" "$log.again" || note="two plain runs differ"
        row "$name" "$version" "$edition" "$functions" "$healed" "$called" yes no "$note"
        return 1
    fi
    { [ "$called" -gt 0 ] || [ "$functions" -eq 0 ]; } && judge "$log.csv" ||
        note="its profile cannot be right: see $log.csv"
    row "$name" "$version" "$edition" "$functions" "$healed" "$called" yes yes "$note"
    [ -z "$note" ]
}

try() {
    local code
    read_entry "$1" || { echo "$1 is not in the list" && return 1; }
    fetch "$name" "$version" "$work/sources" || { echo "$name $version cannot be fetched" && return 1; }
    choose_target
    cd "$work/sources/$name-$version" || return 1
    judge_program >"$work/rows/$name"
    code=$?
    rm -rf "${work:?}/places/$name"
    cat "$work/rows/$name"
    return $code
}

# The rows of all programs, those known before where there is no new one, and what they come to.
record() {
    local name rows
    rows=$(for name in "${all[@]}"; do cat "$work/rows/$name" 2>/dev/null || grep "^$name " "$here/results"; done)
    {
        row crate version edition functions healed called built same note
        echo "$rows"
        row "${#all[@]} programs" '' '' $(awk '{ found += $4; healed += $5; called += $6; built += $7 == "yes"
            same += $8 == "yes" } END { print found, healed, called, built, same }' <<<"$rows") ''
    } | sed "s#$work/logs/##; s/ *$//" >"$here/results"
}

# Wait for one of the programs that are being tried.
count_one() {
    wait -n
    case $? in 0) same=$((same + 1)) ;; 2) unbuilt=$((unbuilt + 1)) ;; *) failed=$((failed + 1)) ;; esac
}

all=($(sed -n 's/^\([^# ][^ ]*\) .*/\1/p' "$here/list" | sort))
recording='' jobs=1
[ "${1-}" != --record ] || { recording=yes && shift; }
[ "${1-}" != -j ] || { jobs=$2 && shift 2; }
names=("$@")
[ $# -gt 0 ] || names=("${all[@]}")
command -v cargo >/dev/null && read_entry "${names[0]}" && fetch "$name" "$version" "$work/sources" ||
    { echo "corpus: cargo cannot fetch ${names[0]}" && exit 77; }
same=0 failed=0 unbuilt=0
row crate version edition functions healed called built same note
for ((i = 0; i < ${#names[@]}; i++)); do
    [ "$i" -lt "$jobs" ] || count_one
    try "${names[i]}" &
done
while [ $((same + failed + unbuilt)) -lt ${#names[@]} ]; do count_one; done
[ -z "$recording" ] || record
echo "$same the same, $failed failed, $unbuilt not built by cargo itself"
[ "$failed" -eq 0 ]
