#!/bin/sh
# Stands for sccache and its like: rustc's call comes as arguments.
echo "$0 $*" >>"$WRAPPER_LOG"
exec "$@"
