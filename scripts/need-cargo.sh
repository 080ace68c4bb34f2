#!/bin/sh
# Say how to get cargo where there is none.
command -v cargo >/dev/null 2>&1 && exit 0
cat >&2 <<'WORDS'
piano profiles Cargo projects, and there is no cargo here. Get it in one of two ways, then run the
same command again:
  apt-get install cargo       Debian's own
  https://rustup.rs           the current release
WORDS
exit 1
