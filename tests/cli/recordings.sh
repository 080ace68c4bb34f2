#!/bin/bash
# The sessions in the README and in docs/tour.md are what a new recording gives: the same commands,
# functions, calls and allocations; times, dates and with them the order of rows are a machine's own.
#   tests/cli/recordings.sh PIANO PTY WORK
set -u
root=$(cd "$(dirname "$0")/../.." && pwd)
export PIANO=$(realpath "$1") PTY=$(realpath "$2")
rm -rf "$3" && mkdir -p "$3" && work=$(realpath "$3")
status=0

# Without what differs from run to run: times, ids, dates, shares, what cargo says of its work.
normalize() {
    sed -E -e '/^ *(Compiling|Finished|Locking|Blocking) /d' -e '/[0-9]%/d' -e '/^-+$/d' \
        -e 's/^    //' -e 's/[+-]?~?[0-9.]+(ns|us|ms|s|m|h)\b/TIME/g' -e 's/ within noise$//' \
        -e 's/[0-9]{8}T[0-9]{6}Z-[0-9.]+/RUN/g' -e 's/[0-9]{4}-[0-9]{2}-[0-9]{2} [0-9:]{8}/DATE/g' \
        -e '/RUN/s/[0-9.]+[KM]B/SIZE/g' -e 's/^removed .*/removed/' -e 's/^-+$//' -e 's/ +/ /g' -e 's/ $//' | sort -u
}

# compare NAME OLD NEW: each line of the old one is in the new one, or in the whole tables.
compare() {
    local missing
    missing=$(comm -23 <(normalize <"$2") <(cat "$3" "$work/whole" | normalize))
    [ -z "$missing" ] && return
    printf '%s tells what a new recording does not:\n%s\n' "$1" "$missing" >&2
    status=1
}

# compare_pictures NAME: the boxes that take a twentieth in the one of docs/ are in the new one. Of
# smaller ones, of short functions, as good as nothing is left where the machine does other things too.
compare_pictures() {
    sed -nE 's/.*data-share="0\.(0[5-9]|[1-9]).*data-name="([^"]*)".*/\2/p' "$root/docs/$1" | sort -u >"$work/wide"
    sed -nE 's/.*data-name="([^"]*)".*/\1/p' "$work/$1" | sort -u >"$work/boxes"
    [ "$(wc -l <"$work/wide")" -ge 4 ] && ! comm -23 "$work/wide" "$work/boxes" | grep . && return
    echo "docs/$1 shows what a new picture does not" >&2
    status=1
}

export WHOLE=$work/whole
PICTURE=$work/session.svg "$root/scripts/session.sh" >"$work/session" || status=1
sed -n '/^## A session$/,/^## /s/^    //p' "$root/README.md" >"$work/readme"
[ -s "$work/readme" ] || { echo "the README shows no session" >&2 && status=1; }
compare README.md "$work/readme" "$work/session"
compare_pictures session.svg

rm "$work/whole"
PICTURE=$work/tour.svg "$root/scripts/tour.sh" >"$work/tour.md" || status=1
compare docs/tour.md "$root/docs/tour.md" "$work/tour.md"
compare_pictures tour.svg

exit $status
