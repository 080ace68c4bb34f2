# fetch NAME VERSION FOLDER: the package's sources, as published, in FOLDER/NAME-VERSION.
fetch() {
    local name=$1 version=$2 folder=$3 scratch source
    [ -d "$folder/$name-$version" ] && return 0
    scratch=$(mktemp -d)
    mkdir "$scratch/src"
    echo >"$scratch/src/lib.rs"
    printf '[package]\nname = "fetch"\nversion = "0.0.0"\nedition = "2021"\n[dependencies]\n%s = "=%s"\n' \
        "$name" "$version" >"$scratch/Cargo.toml"
    (cd "$scratch" && cargo fetch -q) 2>/dev/null
    rm -rf "$scratch"
    for source in "${CARGO_HOME:-$HOME/.cargo}"/registry/src/*/"$name-$version"; do
        [ -d "$source" ] || return 1
        cp -R "$source" "$folder/$name-$version.partial" &&
            chmod -R u+w "$folder/$name-$version.partial" &&
            rm -f "$folder/$name-$version.partial/.cargo-ok" &&
            mv "$folder/$name-$version.partial" "$folder/$name-$version"
        return
    done
}
