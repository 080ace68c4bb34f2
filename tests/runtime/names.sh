#!/bin/bash
# Whatever the archives define for others bears piano's name, or it would meet a name of the program
# that they are linked into.
#   tests/runtime/names.sh NM ARCHIVE…
nm=$1 status=0
shift
for archive in "$@"; do
    names=$("$nm" -g "$archive" | awk 'NF == 3 && $2 != "U" { print $3 }' | sed 's/^_piano_/piano_/')
    # The linker directs pthread_create to it.
    others=$(grep -v -e '^piano_' -e '^__wrap_pthread_create$' <<<"$names")
    [ -z "$others" ] || { echo "$archive also defines:" $others && status=1; }
    grep -q '^piano_enter' <<<"$names" || { echo "$archive defines no piano_enter" && status=1; }
done
exit $status
