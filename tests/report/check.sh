#!/bin/sh
# Checks what piano says about the runs of one description against its goldens.
# usage: check.sh PIANO MAKE-RUN NAME.run.txt     (UPDATE=1: write the goldens anew)
set -u
piano=$1
make_run=$2
description=$3
stem=${description%.run.txt}

folder=$(mktemp -d) || exit 1
trap 'rm -rf "$folder"' EXIT
"$make_run" "$description" "$folder/runs" || exit 1

export TZ=UTC NO_COLOR=1 PIANO_RUNS_DIR="$folder/runs"
cd "$folder" || exit 1

# A golden holds the exit code where it is not 0, standard output, and, marked with "!",
# standard error.
show() {
    eval "\"\$piano\" $1" >out 2>err
    code=$?
    [ $code -eq 0 ] || echo "exit code $code"
    cat out
    sed -e "s|$folder|FOLDER|g" -e "s|$description|DESCRIPTION|g" -e 's/^/! /' err
}

failed=0
while IFS= read -r line; do
    name=$(expr "$line" : '#! \([a-z0-9_]*\):')
    arguments=$(expr "$line" : '#! [a-z0-9_]*: *\(.*\)')
    [ -n "$name" ] || continue
    golden=$stem.$name
    show "$arguments" >said
    if [ "${UPDATE:-}" = 1 ]; then
        cp said "$golden"
    elif ! diff -u "$golden" said; then
        echo "piano $arguments: not as in $golden" >&2
        failed=1
    fi
done <"$description"
exit $failed
