#!/bin/sh
# Remove what `make install` put below a prefix.
set -eu
prefix=$1
for file in bin/piano bin/cargo-piano share/bash-completion/completions/piano \
    share/zsh/site-functions/_piano share/zsh/vendor-completions/_piano \
    share/fish/vendor_completions.d/piano.fish \
    share/man/man1/piano.1 share/man/man1/piano-profile.1 share/man/man1/piano-build.1 \
    share/man/man1/piano-run.1 share/man/man1/piano-report.1 share/man/man1/piano-tag.1 \
    share/man/man1/piano-diff.1 share/man/man1/piano-runs.1 share/man/man1/piano-clean.1 \
    share/man/man1/piano-completions.1 share/man/man1/piano-help.1 share/doc/piano/copyright; do
    rm -f "$prefix/$file"
done
echo "removed piano from $prefix"
