#!/bin/bash
# A stage includes only base/, itself and the stages before it; beside those, the run format. Only
# cli/ prints or exits, but for memory that ran out and a child that could not become its command.
set -u
cd "$(dirname "$0")/../../src"
stages=(base cargo rust plan rewrite wrapper run analysis render cli)
status=0
allowed=''
for stage in "${stages[@]}"; do
    allowed="${allowed:+$allowed|}$stage"
    while IFS=: read -r file line include; do
        folder=$(sed -n 's/.*"\([^"]*\)\/.*/\1/p' <<<"$include")
        if [[ $folder == runtime && $include == *runtime/format.h* ]]; then
            continue
        fi
        if ! [[ $folder =~ ^($allowed)$ ]]; then
            echo "src/$file:$line: $stage/ must not include $include"
            status=1
        fi
    done < <(grep -n '^#include "' "$stage"/*.[ch] /dev/null)
done

for folder in */; do
    if [[ " ${stages[*]} " != *" ${folder%/} "* ]]; then
        echo "src/$folder is no stage"
        status=1
    fi
done
if grep -nE '\b(v?printf|puts|fputs|putchar|fwrite|perror|exit|_exit|abort)\(|printf\((stdout|stderr)' -- */*.c |
    grep -v -e '^cli/' -e '^base/memory\.c:' -e '^base/process\.c:.*_exit('; then
    echo "that prints or exits outside of src/cli"
    status=1
fi
exit $status
