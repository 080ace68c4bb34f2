#!/bin/bash
# Every test, in the builds that can find something; the last line counts them.
#   scripts/test.sh [ARGUMENTS FOR CTEST]
set -u
cd "$(dirname "$0")/.."
jobs=$(nproc 2>/dev/null || echo 2)
passed=0 failed=0

# A build of a preset: one that fails counts as a test that failed.
build() {
    echo "== build: $*"
    if cmake --preset "$@" >build/log.txt 2>&1 && cmake --build --preset "$1" -j "$jobs" >>build/log.txt 2>&1; then
        return 0
    fi
    cat build/log.txt
    failed=$((failed + 1))
    return 1
}

# Run what a build holds, and add up ctest's own count. One test at a time: cargos that wait for each
# other say so, and what they say is compared. One that hangs has failed.
check() {
    local folder=$1 summary
    shift
    echo "== test: $folder $*"
    ctest --test-dir "$folder" --no-tests=error --timeout 900 --output-on-failure "$@" | tee build/log.txt
    summary=$(sed -n 's/^[0-9]*% tests passed, \([0-9]*\) tests failed out of \([0-9]*\)$/\1 \2/p' build/log.txt)
    if [ -z "$summary" ]; then
        failed=$((failed + 1))
        return
    fi
    failed=$((failed + ${summary% *}))
    passed=$((passed + ${summary#* } - ${summary% *}))
}

mkdir -p build
build release -DPIANO_TESTS=ON && check build -LE heavy "$@"
build clang && check build/clang -L 'unit|golden' "$@"
build asan && check build/asan -L 'unit|golden|runtime' "$@"
build tsan && check build/tsan -L 'runtime|threads' "$@"

echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
