#!/bin/sh
# Checks that reuse.sh takes what the plain build has made, and nothing that is still being written.
here=$(cd "$(dirname "$0")" && pwd)
# Whoever clones this project is likely to have a folder of that name on the way.
made=$(mktemp -d) || exit 1
trap 'rm -rf "$made"' EXIT
folder=$made/piano/build
plain=$folder/target/debug/deps under_piano=$folder/target/piano/debug/deps
mkdir -p "$plain" "$under_piano"
echo made >"$plain/libdone-1.rlib"
echo half >"$plain/libmaking-2.rmeta"
touch "$plain/done-1.d" "$plain/making-2.d"
echo "{\"filenames\":[\"$plain/libdone-1.rlib\"]}" >"$folder/messages"

# What stands for the compiler says that it was called.
compile() {
    PLAIN_MESSAGES=$folder/messages "$here/reuse.sh" echo called "$@" --out-dir "$under_piano"
}

failed=0
require() {
    "$@" || { echo "not so: $*" && failed=1; }
}
require [ -z "$(compile x/registry/src/done.rs -C extra-filename=-1)" ]
require [ "$(cat "$under_piano/libdone-1.rlib")" = made ]
require [ -n "$(compile x/registry/src/making.rs -C extra-filename=-2)" ]
require [ ! -e "$under_piano/libmaking-2.rmeta" ]
echo ours >"$under_piano/libdone-1.rlib"
require [ -n "$(compile x/registry/src/done.rs -C extra-filename=-1 --extern "d=$under_piano/libdone-1.rlib")" ]
require [ -n "$(compile src/main.rs -C extra-filename=-1)" ]
require [ -n "$(compile x/mirror/x/registry/src/done.rs -C extra-filename=-1 --extern __piano=x)" ]
exit $failed
