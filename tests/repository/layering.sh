#!/bin/bash
# A stage includes only base/, itself and the stages before it; beside those, the run format.
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
exit $status
