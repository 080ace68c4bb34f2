#!/bin/bash
# Whether calls are counted as valgrind's callgrind counts them, in the plain debug build.
#   callgrind.sh PIANO WORK own|published
# Functions are told by where they stand, so that generic ones and methods of traits have all their
# instances together. Not compared are functions of which callgrind sees no call: what the compiler
# put into its callers (`inline(always)`), and what is so small that its code begins with its second
# line. Nor are async ones, which are called once and polled often. Closures are no functions of ours.
set -eu
piano=$(realpath "$1")
root=$(cd "$(dirname "$0")/../.." && pwd)
command -v valgrind >/dev/null || exit 77
rm -rf "$2" && mkdir -p "$2" && work=$(realpath "$2")
. "$root/tests/corpus/fetch.sh"
unset CARGO_TARGET_DIR RUSTFLAGS RUSTC_WRAPPER PIANO_RUN_ID

# Lines "FILE:LINE CALLS" from callgrind's file: a call tells its function, the file where that is
# another one than the current one, and at which line the function begins.
counted_by_callgrind() {
    awk -v folder="$PWD/" '
        /^(fl|fi|fe)=/ { file = callee = substr($0, 4) }
        /^cf[il]=/ { callee = substr($0, 5) }
        /^cfn=/ { name = $0 }
        /^calls=/ {
            if (name !~ /closure|shim/) {
                sub("^" folder, "", callee)
                split($1, part, "=")
                calls[callee ":" $2] += part[2]
            }
            callee = file
        }
        END { for (place in calls) print place "\t" calls[place] }' "$1" | sort
}

# Reads a report of ours; lines as above.
counted_by_us() {
    jq -r '.functions[] | select(.polls == null) | "\(.file):\(.line)\t\(.calls)"' |
        awk -F'\t' '{ calls[$1] += $2 } END { for (place in calls) print place "\t" calls[place] }' | sort
}

# NAME LEAST ARGUMENT…: the program NAME (or examples/NAME) of the package in the current folder; at
# least so many of its functions are compared. What `input` names is its standard input.
compare() {
    local path=$1 name=${1##*/} least=$2 program log=$work/${1##*/}.log target=--bin
    [[ $path != examples/* ]] || target=--example
    shift 2
    cargo build -q "$target" "$name" 2>"$log"
    valgrind --tool=callgrind --compress-pos=no --compress-strings=no \
        --callgrind-out-file="$work/$name.callgrind" "target/debug/$path" "$@" \
        <"$input" >"$work/$name.plain" 2>"$work/$name.valgrind"
    program=$("$piano" build "$target" "$name" 2>>"$log")
    PIANO_RUNS_DIR=$work/$name.runs "$program" "$@" <"$input" >"$work/$name.out"
    cmp "$work/$name.plain" "$work/$name.out"
    PIANO_RUNS_DIR=$work/$name.runs "$piano" report --all --json | counted_by_us >"$work/$name.ours"
    counted_by_callgrind "$work/$name.callgrind" >"$work/$name.theirs"
    join -t $'\t' -a 1 -e 0 -o 0,1.2,2.2 "$work/$name.ours" "$work/$name.theirs" |
        awk -F'\t' -v program="$name" -v least="$least" '
            $3 == 0 { unseen++; next }
            $2 != $3 { print "WRONG " program " " $1 ": " $2 " calls, callgrind counted " $3; wrong++ }
            { seen++; calls += $2 }
            END {
                printf "%s: %d functions compared, %d differ, %d calls; %d that callgrind does not see\n",
                    program, seen, wrong, calls, unseen
                exit wrong > 0 || seen < least
            }'
}

# FOLDER: a package of ours, to be built in a copy.
own() {
    cp -R "$1" "$work/" && cd "$work/$(basename "$1")" && rm -rf target
}

# NAME VERSION: a published package.
published() {
    fetch "$1" "$2" "$work" && cd "$work/$1-$2"
}

failed=0 input=/dev/null inputs=$root/tests/corpus/inputs
case $3 in
own)
    own "$root/examples/almanac" && compare almanac 15 2000 || failed=1
    own "$root/bench/ledger" && compare ledger 14 1 300 || failed=1
    own "$root/tests/truth/calls" && compare calls 8 || failed=1
    ;;
published)
    input=$inputs/page.md
    published pulldown-cmark 0.13.6 && compare pulldown-cmark 100 -T -F || failed=1
    input=/dev/null
    published rust_lisp 0.18.0 && compare rust_lisp 40 \
        '(define fib (lambda (n) (if (< n 2) n (+ (fib (- n 1)) (fib (- n 2)))))) (fib 12)' || failed=1
    published roxmltree 0.21.2 && compare examples/print_pos 40 "$inputs/data.xml" || failed=1
    ;;
esac
exit "$failed"
