#!/bin/bash
# All C sources are laid out as .clang-format says.
cd "$(dirname "$0")/../.." || exit 1
clang-format --dry-run --Werror $(git ls-files '*.c' '*.h')
