#!/bin/sh
# Compares instrumented text with what is expected, then lets rustc say whether it still compiles
# and the program whether it still behaves.
#
#     golden.sh PROBE RUNTIME_FOLDER [FILE.rs …]     UPDATE=1 writes the .expected files anew
#
# A golden's first comment holds its options: those of `piano-probe rewrite`, and
#     crate-type=lib   no program        no-compile   not Rust that compiles
#     part-of=FILE     a module of FILE
set -u
here=$(cd "$(dirname "$0")" && pwd)
probe=$1 runtime=$2
shift 2
[ $# -gt 0 ] || set -- "$here"/*.rs
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export PIANO_RUNS_DIR="$work/runs"
failures=0

fail() { # message [log]
    [ $# -lt 2 ] || cat "$2"
    echo "FAILED: $1"
    failures=$((failures + 1))
}

# Leaves the program's output and exit code in NAME.out; nothing of a library.
compile_and_run() { # name source flags…
    name=$1 source=$2
    shift 2
    rustc --cap-lints allow --crate-name golden --out-dir "$work/$name" "$@" "$source" \
        >"$work/$name.log" 2>&1 || return 1
    [ -x "$work/$name/golden" ] || return 0
    { "$work/$name/golden" 2>>"$work/$name.log"; echo "exit code $?"; } |
        sed 's/finished in .*//' >"$work/$name.out"
}

compare_text() { # file, as instrumented
    expected=$here/$(basename "$1" .rs).expected
    [ -z "${UPDATE:-}" ] || cp "$1" "$expected"
    diff -u "$expected" "$1" || fail "$1: other text than expected"
}

compare_behaviour() { # file flags…
    file=$1
    shift
    compile_and_run plain "$file" "$@" || { fail "$file: no valid golden" "$work/plain.log"; return; }
    compile_and_run probed "$work/text/$(basename "$file")" "$@" \
        --extern "__piano=$work/lib__piano.rlib" || fail "$file: does not compile" "$work/probed.log"
    [ ! -e "$work/plain.out" ] || diff -u "$work/plain.out" "$work/probed.out" ||
        fail "$file: behaves otherwise" "$work/probed.log"
}

if command -v rustc >/dev/null; then
    shim() {
        rustc --edition 2018 --crate-type rlib --crate-name __piano -O -l static=piano_runtime \
            -L "$runtime" --out-dir "$work" "$@" "$here/../../runtime/shim.rs"
    }
    shim --cfg piano_into_future 2>/dev/null || shim || exit 1
else
    echo "no rustc here: only the text is compared"
fi

for file in "$@"; do
    words=$(sed -n 's/^.*\/\/@ *//p' "$file" | head -n 1 | tr -d '\r')
    flags= options= compile=yes
    for word in $words; do
        case $word in
        part-of=*) continue 2 ;;
        no-compile) compile= && continue ;;
        crate-type=*) flags="$flags --crate-type=${word#*=}" && continue ;;
        edition=*) flags="$flags --$word" ;;
        tests) flags="$flags --test" ;;
        esac
        options="$options $word"
    done
    rm -rf "$work/text" "$work/plain"* "$work/probed"*
    "$probe" rewrite "$file" "$work/text" $options && "$probe" check "$file" || fail "$file"
    for made in "$work/text"/*.rs; do compare_text "$made"; done
    [ -z "$compile" ] || [ ! -e "$work/lib__piano.rlib" ] || compare_behaviour "$file" $flags
done
[ $failures -eq 0 ]
