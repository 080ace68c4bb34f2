#!/bin/sh
# Compares instrumented text with what is expected, then lets rustc say whether it still compiles
# and the program whether it still behaves.
#
#     golden.sh PROBE [FILE.rs …]       UPDATE=1 writes the .expected files anew
#
# A golden's first comment holds its options: those of `piano-probe rewrite`, and
#     crate-type=lib   no program          no-compile        not Rust that compiles
#     part-of=FILE     a module of FILE
set -u
here=$(cd "$(dirname "$0")" && pwd)
probe=$1
shift
[ $# -gt 0 ] || set -- "$here"/*.rs
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
failures=0

fail() {
    echo "FAILED: $1"
    failures=$((failures + 1))
}

# The program's output and exit code, or nothing of a library.
compile_and_run() { # source name flags…
    source=$1 name=$2
    shift 2
    rustc --cap-lints allow --crate-name golden --out-dir "$work/$name" "$@" "$source" \
        >"$work/$name.log" 2>&1 || return 1
    [ -x "$work/$name/golden" ] || return 0
    "$work/$name/golden" >"$work/$name.all" 2>"$work/$name.err"
    echo "exit code $?" >>"$work/$name.all"
    sed 's/finished in .*//' "$work/$name.all" >"$work/$name.out"
}

same_text() { # file
    expected=$here/$(basename "$1" .rs).expected
    if [ "${UPDATE:-}" ]; then
        cp "$work/text/$(basename "$1")" "$expected"
    else
        diff -u "$expected" "$work/text/$(basename "$1")" || fail "$1: other text than expected"
    fi
}

same_behaviour() { # file flags…
    file=$1
    shift
    compile_and_run "$file" plain "$@" || { cat "$work/plain.log"; fail "$file: no valid golden"; return; }
    compile_and_run "$work/text/$(basename "$file")" probed "$@" \
        --extern "__piano=$work/lib__piano.rlib" || { cat "$work/probed.log"; fail "$file: does not compile"; return; }
    [ ! -e "$work/plain.out" ] || diff -u "$work/plain.out" "$work/probed.out" ||
        { cat "$work/probed.err"; fail "$file: behaves otherwise"; }
}

if command -v rustc >/dev/null; then
    rustc --edition 2018 --cap-lints allow --crate-type rlib --crate-name __piano \
        --out-dir "$work" "$here/stub.rs" || exit 1
else
    echo "no rustc here: only the text is compared"
fi

for file in "$@"; do
    words=$(sed -n 's/^.*\/\/@ *//p' "$file" | head -n 1 | tr -d '\r')
    case $words in *part-of=* | '') continue ;; esac
    rm -rf "$work/text" "$work/plain"* "$work/probed"*
    flags= compile=1 options=
    for word in $words; do
        case $word in
        crate-type=*) flags="$flags --crate-type ${word#*=}" ;;
        no-compile) compile= ;;
        *) options="$options $word" ;;
        esac
        case $word in
        edition=*) flags="$flags --edition ${word#*=}" ;;
        tests) flags="$flags --test" ;;
        esac
    done
    "$probe" rewrite "$file" "$work/text" $options || { fail "$file"; continue; }
    for made in "$work/text"/*.rs; do
        same_text "$here/$(basename "$made")"
    done
    "$probe" check "$file" || fail "$file: a property does not hold"
    [ -z "$compile" ] || ! command -v rustc >/dev/null || same_behaviour "$file" $flags
done
[ $failures -eq 0 ]
