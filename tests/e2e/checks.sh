# What must hold of a case that was run; sourced by run.sh.

wrong() {
    echo "WRONG in $case: $*" >&2
    failures=$((failures + 1))
}

# Shell lines of the project itself, in its copy.
hook() {
    [ -z "$1" ] || (cd "$copy" && PIANO_RUNS_DIR=$runs bash -ec "$1") || wrong "this failed: $1"
}

expect_code() {
    [ "$code" -eq "$2" ] || wrong "$1: exit code $code, not $2; it said: $(said | tail -5)"
}

# Texts may differ only where `ignore` says so.
same() {
    local name=$1 left=$2 right=$3
    diff -a <(sed -E "${filters[@]}" -e '' "$left") <(sed -E "${filters[@]}" -e '' "$right") >&2 ||
        wrong "$name differs from the plain one"
}

same_output() {
    same "standard output" "$work/plain.out" "$work/piano.out"
    same "standard error" "$work/plain.err" "$work/piano.err"
}

# `piano profile` adds its own words before and after: take them out, and see that they are there.
split_report() {
    sed -n '/^Function  .* Self .* Calls/,$p' "$work/piano.out" >"$work/report"
    [ -s "$work/report" ] || wrong "piano profile showed no report"
    head -c "$(stat -c %s "$work/plain.out")" "$work/piano.out" >"$work/own" && mv "$work/own" "$work/piano.out"
    grep -q '^found [0-9]* function(s) across [0-9]* file(s)$' "$work/piano.err" || wrong "nothing was found"
    grep -q '^built: ' "$work/piano.err" || wrong "nothing was built"
    sed '1,/^built: /d' "$work/piano.err" >"$work/own" && mv "$work/own" "$work/piano.err"
}

# Of a failed build: what is left without progress, which depends on what was compiled before.
same_failure() {
    local progress='^ +(Compiling|Finished|Blocking|Locking|Updating|Adding|Fresh|Downloading|Downloaded) |^found [0-9]+ function|^warning: build failed, waiting'
    for name in cargo build; do
        grep -aEv "$progress" "$work/$name.err" >"$work/$name.words"
    done
    same "what the compiler says" "$work/cargo.words" "$work/build.words"
}

# The run as lines "KEY<tab>CRATE::NAME<tab>NUMBER", read once a case; its times must add up.
report() {
    [ -e "$work/figures" ] && return
    (cd "$copy" && PIANO_RUNS_DIR=$runs "$piano" report --all --json >"$work/report.json") || wrong "piano report failed"
    jq -r '.functions[] | (.crate + "::" + .name) as $name | to_entries[]
        | select(.value | type == "number") | [.key, $name, .value] | @tsv' "$work/report.json" >"$work/figures"
    jq -e '(.functions | map(.self_ns) | add + 0) + .outside_ns + .probe_ns - .recorded_ns | fabs <= 1000' \
        "$work/report.json" >/dev/null || wrong "self times, outside and probe do not add up to what was recorded"
    jq -e '(.functions | map(.total_ns) | max) <= .recorded_ns + 1000' "$work/report.json" >/dev/null ||
        wrong "a function took longer than all threads together: recursion counted twice?"
    jq -e '[.functions[] | .self_ns, .total_ns, .total_ns - .self_ns] | min >= 0' "$work/report.json" >/dev/null ||
        wrong "a time is negative, or self is more than total"
}

# The sum of a column over the functions of a name, of which the first parts may be left out.
figure() {
    report
    awk -F '\t' -v key="$1" -v name="::$2" \
        '$1 == key && substr("::" $2, length($2) + 3 - length(name)) == name { sum += $3; found = 1 }
        END { if (found) printf "%.0f\n", sum; else print "none" }' "$work/figures"
}

# "KEY NAME NUMBER": a column's value of a function.
equal() {
    local key=$1 name=${2% *} wanted=${2##* } found
    found=$(figure "$key" "$name")
    [ "$found" = "$wanted" ] || wrong "$key of $name: $found, not $wanted"
}

# "A > B > C NUMBER": the calls on a path of the tree in which work stands below what handed it over.
spawned() {
    local path=${1% *} wanted=${1##* } found
    report
    [ -e "$work/figures.tree" ] || (cd "$copy" && PIANO_RUNS_DIR=$runs "$piano" report --spawned --json) |
        jq -r '.tree[] | [.depth, (.function | sub("^[^:]*::"; "")), .calls] | @tsv' >"$work/figures.tree"
    found=$(awk -F '\t' -v wanted="$path" '{ path[$1] = ($1 ? path[$1 - 1] " > " : "") $2 }
        path[$1] == wanted { print $3; found = 1 } END { if (!found) print "none" }' "$work/figures.tree")
    [ "$found" = "$wanted" ] || wrong "calls of $path: $found, not $wanted"
}

# What piano and the program said on standard error, while building and running.
said() {
    cat "$work/build.err" "$work/piano.err" 2>/dev/null
}

says() {
    grep -aqF -- "$2" <<<"$1" || wrong "no '$2' in: $1"
}

# One line of `expect` that says what must hold.
hold() {
    local key=${1%% *} value=${1#* }
    case $key in
    calls | polls | completed | cancelled | panicked | allocs | frees | at_peak | at_end) equal "$key" "$value" ;;
    spawned) spawned "$value" ;;
    bytes) equal alloc_bytes "$value" ;;
    rows) [ "$(report && jq '.functions | length' "$work/report.json")" = "$value" ] || wrong "not $value functions were called" ;;
    absent) [ "$(figure calls "$value")" = none ] || wrong "$value was measured" ;;
    stdout-has) says "$(cat "$work/piano.out")" "$value" ;;
    stderr-has) says "$(said)" "$value" ;;
    stderr-lacks) ! said | grep -aF -- "$value" || wrong "'$value' was said" ;;
    *) wrong "'$key' means nothing in expect" ;;
    esac
}

# A program that counts for itself says so: "oracle: allocs build 10" holds like a line of expect.
oracle() {
    local line
    while IFS= read -r line; do hold "$line"; done < <(sed -n 's/^oracle: //p' "$work/piano.out" 2>/dev/null)
}
