#!/bin/bash
# Whether calls are counted as valgrind's callgrind counts them, in the plain debug build.
#   callgrind.sh PIANO WORK
# Compared are the functions of a report that callgrind knows by the same name: generic ones and
# methods of traits have other names there.
set -eu
piano=$(realpath "$1")
root=$(cd "$(dirname "$0")/../.." && pwd)
command -v valgrind >/dev/null || exit 77
rm -rf "$2" && mkdir -p "$2" && work=$(realpath "$2")
unset CARGO_TARGET_DIR RUSTFLAGS RUSTC_WRAPPER PIANO_RUN_ID

# Lines "NAME CALLS" from callgrind's file: a name is written out once and numbered thereafter; a
# function in recursion is another one there, with an apostrophe and a number.
counted_by_callgrind() {
    awk '
        /^c?fn=/ {
            id = $1
            sub(/^c?fn=/, "", id)
            if (NF > 1) { name[id] = $0; sub(/^[^ ]* /, "", name[id]); sub(/\047[0-9]+$/, "", name[id]) }
            if (/^cfn=/) callee = id
        }
        /^calls=/ { split($1, part, "="); calls[callee] += part[2] }
        END {
            for (id in calls) sum[name[id]] += calls[id]
            for (known in sum) print known "\t" sum[known]
        }' "$1" | sort
}

# FOLDER LEAST ARGUMENT…: a project of one program; at least so many of its functions are compared.
compare() {
    local folder=$1 least=$2 name program
    shift 2
    name=$(basename "$folder")
    cp -R "$folder" "$work/$name"
    rm -rf "$work/$name/target"
    cd "$work/$name"
    cargo build -q 2>"$work/$name.log"
    valgrind --tool=callgrind --callgrind-out-file="$work/$name.callgrind" "target/debug/$name" "$@" \
        >/dev/null 2>"$work/$name.valgrind"
    program=$("$piano" build 2>>"$work/$name.log")
    PIANO_RUNS_DIR=$work/$name.runs "$program" "$@" >/dev/null
    PIANO_RUNS_DIR=$work/$name.runs "$piano" report --all --json |
        jq -r '.functions[] | "\(.crate)::\(.name)\t\(.calls)"' | sort >"$work/$name.ours"
    counted_by_callgrind "$work/$name.callgrind" >"$work/$name.theirs"
    join -t $'\t' "$work/$name.ours" "$work/$name.theirs" | awk -F'\t' -v project="$name" -v least="$least" '
        $2 != $3 { print "WRONG " $1 ": " $2 " calls, callgrind counted " $3; wrong++ }
        END { printf "%s: %d functions compared, %d differ\n", project, NR, wrong; exit wrong > 0 || NR < least }'
}

failed=0
compare "$root/examples/almanac" 15 2000 || failed=1
compare "$root/bench/ledger" 14 1 300 || failed=1
compare "$root/tests/truth/calls" 6 || failed=1
exit "$failed"
