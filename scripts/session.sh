#!/bin/bash
# Record the session that the README shows: `scripts/session.sh` prints it, with `--readme` it takes
# the place of the one there, and its picture that of docs/session.svg.
set -eu
. "$(dirname "$0")/recording.sh"
mkdir -p "$work/piano/examples"
cp -a "$root/examples/almanac" "$work/piano/examples" && rm -rf "$work/piano/examples/almanac/target"

cd "$work/piano/examples/almanac"
{
    echo '    $ cd examples/almanac'
    show 'piano profile'
    keep_whole piano report
} >"$work/session"
[ "${1-}" != --readme ] || PICTURE=$root/docs/session.svg
[ -z "${PICTURE-}" ] || piano report --flame >"$PICTURE"

if [ "${1-}" = --readme ]; then
    # All indented lines below the heading, up to the text that follows them.
    awk -v session="$work/session" '
        /^## / { inside = /^## A session$/ }
        inside && (/^    / || (/^$/ && began && !ended)) {
            if (!began) { while ((getline line < session) > 0) print line; began = 1 }
            next
        }
        inside && began && !ended { ended = 1; print "" }
        { print }' "$root/README.md" >"$work/README.md"
    cat "$work/README.md" >"$root/README.md"
else
    cat "$work/session"
fi
