# What the shell scripts of this folder share; sourced.
. "$(dirname "${BASH_SOURCE[0]}")/../tests/corpus/fetch.sh"

# ripgrep and its library crates as one workspace in a folder. The published crates depend on each
# other through the registry; here, on the folder next to them.
nine_crates() {
    local folder=$1 crate name manifest
    local crates=(ripgrep-14.1.1 grep-0.3.2 grep-cli-0.1.11 grep-matcher-0.1.7 grep-printer-0.2.2
        grep-regex-0.1.13 grep-searcher-0.1.14 ignore-0.4.23 globset-0.4.15)
    mkdir -p "$folder"
    for crate in "${crates[@]}"; do
        fetch "${crate%-*}" "${crate##*-}" "$folder"
    done
    for crate in "${crates[@]}"; do
        name=${crate%-*}
        for manifest in "$folder"/*/Cargo.toml; do
            grep -qF "path = \"../$crate\"" "$manifest" ||
                sed -i "s|^\[\(.*dependencies\)\.$name\]\$|&\npath = \"../$crate\"|" "$manifest"
        done
    done
    cp -n "$folder/ripgrep-14.1.1/Cargo.lock" "$folder/Cargo.lock"
    printf '[workspace]\nresolver = "2"\nmembers = ["*-[0-9]*"]\n' >"$folder/Cargo.toml"
}

# Milliseconds that a command takes.
took() {
    local start=$EPOCHREALTIME end log
    log=$("$@" 2>&1 >/dev/null) || { echo "$log" >&2; return 1; }
    end=$EPOCHREALTIME
    echo "$(((${end/./} - ${start/./}) / 10))e-2"
}

median() {
    sort -g | awk '{ all[NR] = $1 } END { print all[int((NR + 1) / 2)] }'
}

# ROUNDS COMMAND…: times all commands in turn, so often; ${medians[COMMAND]} is what each took.
declare -A medians
in_turn() {
    local rounds=$1 times round command
    shift
    times=$(mktemp -d)
    for ((round = 0; round < rounds; round++)); do
        for command in "$@"; do
            took "$command" >>"$times/$command"
        done
    done
    for command in "$@"; do medians[$command]=$(median <"$times/$command"); done
    rm -rf "$times"
}
