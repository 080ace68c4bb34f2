#!/bin/bash
# What is installed: all of it and nothing else, from one file that needs none of the build; taken
# away again; and the same as a Debian package.
#   tests/cli/install.sh BUILD WORK
set -u
here=$(cd "$(dirname "$0")" && pwd) root=$(cd "$(dirname "$0")/../.." && pwd)
build=$(realpath "$1")
rm -rf "$2" && mkdir -p "$2" && work=$(realpath "$2")
status=0

wrong() {
    echo "$*" >&2
    status=1
}

verbs() {
    "$build/piano" help | sed '1,/^Verbs:/d' | sed -n 's/^  \([a-z]*\) .*/\1/p'
}

# With the folder that zsh finds its completions in.
expected() {
    printf '%s\n' bin/cargo-piano bin/piano share/bash-completion/completions/piano \
        share/doc/piano/copyright share/fish/vendor_completions.d/piano.fish \
        share/man/man1/piano.1 "share/zsh/$1/_piano"
    for verb in $(verbs); do echo "share/man/man1/piano-$verb.1"; done
}

# The files below a folder.
files() {
    (cd "$1" && find . ! -type d | sed 's|^\./||' | sort)
}

# That a piano in this folder does its work, asked by cargo.
works() {
    cp -a "$here/projects/shop" "$work/project"
    (cd "$work/project" && PATH=$1:$PATH cargo piano profile --quiet) >"$work/report" 2>"$work/words" ||
        wrong "the piano in $1 does not work: $(cat "$work/words")"
    grep -q '^serve .* 5 ' "$work/report" || wrong "the piano in $1 reports: $(cat "$work/report")"
    rm -rf "$work/project"
}

unset DESTDIR CARGO_TARGET_DIR PIANO_RUNS_DIR RUSTFLAGS
cmake --install "$build" --prefix "$work/prefix" >"$work/log" || wrong "cannot install: $(cat "$work/log")"
diff <(expected site-functions | sort) <(files "$work/prefix") >&2 || wrong "other files are installed"
! grep -qa -- "$build" "$work/prefix/bin/piano" || wrong "the installed piano names its build"
works "$work/prefix/bin"

"$root/scripts/uninstall.sh" "$work/prefix" >"$work/log"
[ -z "$(files "$work/prefix")" ] || wrong "uninstalled, but still there: $(files "$work/prefix")"

DESTDIR=$work/stage cmake --install "$build" --prefix /usr >"$work/log"
diff <(expected vendor-completions | sort) <(files "$work/stage/usr") >&2 || wrong "DESTDIR: other files are installed"

if command -v dpkg-deb >/dev/null && command -v dpkg-shlibdeps >/dev/null && command -v file >/dev/null; then
    (cd "$build" && cpack -G DEB -B "$work/package" >"$work/log" 2>&1) || wrong "no package: $(cat "$work/log")"
    package=$(ls "$work"/package/*.deb)
    dpkg-deb -x "$package" "$work/unpacked"
    diff <(expected vendor-completions | sort) <(files "$work/unpacked/usr") >&2 || wrong "other files are packaged"
    for library in libc6 libjansson4 libpopt0; do
        dpkg-deb -f "$package" Depends | grep -q "$library" || wrong "the package does not depend on $library"
    done
    works "$work/unpacked/usr/bin"
fi
exit $status
