#!/bin/sh
# Install the Debian packages that a purpose needs and that are missing: `install-packages.sh build`,
# `install-packages.sh build test`. Says what it installs before it does; installs nothing where
# nothing is missing.
set -eu
list=$(dirname "$0")/packages.txt

installed() {
    dpkg-query -W -f '${Status}' "$1" 2>/dev/null | grep -q 'ok installed'
}

wanted=""
for purpose in "$@"; do
    wanted="$wanted $(sed -n "s/^$purpose //p" "$list")"
done

if ! command -v apt-get >/dev/null || ! command -v dpkg-query >/dev/null; then
    # What the build needs is there already, however it came.
    if command -v cmake >/dev/null && command -v ninja >/dev/null &&
        pkg-config --exists jansson popt libxxhash 2>/dev/null; then
        exit 0
    fi
    echo "piano needs these Debian packages or your system's like of them:" >&2
    printf '  %s\n' $wanted >&2
    echo "Install them, then run the same command again." >&2
    exit 1
fi

missing=""
for package in $wanted; do
    installed "${package%%=*}" || missing="$missing $package"
done
[ -n "$missing" ] || exit 0

root=""
if [ "$(id -u)" -ne 0 ]; then
    root=sudo
    command -v sudo >/dev/null || {
        echo "These packages are missing; install them as root, then run the same command again:" >&2
        echo "  apt-get install$missing" >&2
        exit 1
    }
fi

echo "installing from Debian:$missing" >&2
$root apt-get update -q >&2
# A security update replaces the pinned version in the archive: take its successor then.
versions=""
for package in $missing; do
    if apt-cache madison "${package%%=*}" | awk '{print $3}' | grep -qxF "${package#*=}"; then
        versions="$versions $package"
    else
        echo "  ${package#*=} of ${package%%=*} is no longer there, taking the one that is" >&2
        versions="$versions ${package%%=*}"
    fi
done
DEBIAN_FRONTEND=noninteractive $root apt-get install -y -q --no-install-recommends $versions >&2
