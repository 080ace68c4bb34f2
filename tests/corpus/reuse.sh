#!/bin/sh
# A RUSTC_WRAPPER for the build under piano: a registry crate that piano leaves as it is, as it does all
# that it depends on, comes out as it did for the plain build, so it is taken from there. PLAIN_MESSAGES
# is what cargo said of this program's plain build. A crate that it does not name may be one that
# another program's plain build is about to write.
previous='' folder='' extra='' registry='' changed=''
for argument; do
    case $previous in --out-dir) folder=$argument ;; esac
    case $argument in
    __piano=*) changed=yes ;;
    extra-filename=*) extra=${argument#extra-filename=} ;;
    */registry/src/*.rs) registry=yes ;;
    esac
    previous=$argument
done

# Where the plain build has what this one has below the folder `piano`, the last one of the path.
plainly() {
    echo "${1%/piano/*}/${1##*/piano/}"
}
plain=$(plainly "$folder")

same_dependencies() {
    for argument; do
        case $argument in
        *=*/deps/*.rmeta | *=*/deps/*.rlib | *=*/deps/*.so)
            file=${argument#*=}
            cmp -s "$file" "$(plainly "$file")" || return
            ;;
        esac
    done
}

take() {
    taken=''
    for file in "$plain"/*"$extra" "$plain"/*"$extra".*; do
        if [ -f "$file" ]; then
            cp "$file" "$folder" || return
            taken=yes
        fi
    done
    [ "$taken" ]
}

if [ "$registry" ] && [ -z "$changed" ] && [ "$extra" ] && grep -qF -- "$extra" "$PLAIN_MESSAGES" && same_dependencies "$@"; then
    take && exit 0
fi
exec "$@"
