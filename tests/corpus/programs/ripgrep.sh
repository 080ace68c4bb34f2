# A search tool: threads, a cfg-gated allocator, many crates.
version=14.1.1
bin=rg
exercise() {
    mkdir -p tree/deep
    for number in $(seq 200); do
        seq "$number" $((number + 500)) >"tree/file$number.txt"
        seq "$number" 3 $((number + 900)) >"tree/deep/file$number.txt"
    done
    "$1" --sort path -n '7.*3$' tree
    "$1" --sort path -c 5 tree
    "$1" -i --json 'no such line' tree | grep -c begin
}
