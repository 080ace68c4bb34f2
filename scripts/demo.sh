#!/bin/sh
# Profile the program under examples/, as a user would.
set -eu
cd "$(dirname "$0")/../examples/almanac"
echo '$ cd examples/almanac && piano profile' >&2
exec ../../build/piano profile
