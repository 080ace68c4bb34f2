# A search tool: threads, a cfg-gated allocator, many crates.
exercise() {
    mkdir -p tree/deep
    for number in $(seq 200); do
        seq "$number" $((number + 500)) >"tree/file$number.txt"
        seq "$number" 3 $((number + 900)) >"tree/deep/file$number.txt"
    done
    rg --sort path -n '7.*3$' tree
    rg --sort path -c 5 tree
    rg -i --json 'no such line' tree | grep -c begin
}
