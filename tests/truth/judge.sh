#!/bin/bash
# Whether a profile is true to what the program says of itself.
#   judge.sh TRUTH FIGURES [NS]
# TRUTH: lines "truth ROUND FUNCTION CALLS NS"; FIGURES: lines "RUN ROUND::FUNCTION CALLS NS" of the
# reports; both may hold several runs, each line of TRUTH beginning with the run's number. What else
# happens on the machine makes some rounds slower, not the same ones of a function and of what it is
# held against; so of both the lower quartile over all rounds is taken, and of those the one must be
# right: within 2 % from 200 ns a call up, within 5 ns below, and within 3 % for the sum of all
# functions of a round. A function that calls measured ones may be off by so many ns for each such
# call: around it, the processor has not done all that precedes a reading of the clock.
exec awk -v a_call="${3-0}" '
function quartile(list,    all, n, i, j, t) {
    n = split(list, all, " ")
    for (i = 2; i <= n; i++)
        for (j = i; j > 1 && all[j] < all[j - 1]; j--) { t = all[j]; all[j] = all[j - 1]; all[j - 1] = t }
    return all[int((n + 3) / 4)]
}
function size(x) { return x < 0 ? -x : x }
function judge(what, true_ns, seen_ns,    error_ns, share, ok) {
    error_ns = seen_ns - true_ns
    share = error_ns / true_ns
    ok = what == "sum" ? size(share) <= 0.03 : size(error_ns) <= a_call * callees[what] || \
        (true_ns >= 200 ? size(share) <= 0.02 : size(error_ns) <= 5)
    printf "%-6s %-8s %12.1f ns true, seen %+8.2f ns (%+6.2f %%)\n", ok ? "ok" : "WRONG", what, true_ns, error_ns, 100 * share
    if (!ok) wrong++
}
BEGIN { callees["root"] = 4; callees["branch"] = 2; callees["again"] = 1 }
FILENAME == ARGV[1] {
    calls[$1, $2] = $3
    self[$1, $2] = $4
    split($2, part, "::")
    if (part[2] ~ /^(root|branch|twig|again)$/) sum[$1, part[1]] += $4
    next
}
$2 == "truth" {
    if ($4 != "sum" && calls[$1, $3 "::" $4] != $5) {
        print "WRONG calls of " $3 "::" $4 ": " calls[$1, $3 "::" $4] ", not " $5
        wrong++
    }
    seen = $4 == "sum" ? sum[$1, $3] : self[$1, $3 "::" $4]
    if (!($4 in trues)) order[++count] = $4
    trues[$4] = trues[$4] " " $6 / $5
    seens[$4] = seens[$4] " " seen / $5
}
END {
    for (i = 1; i <= count; i++)
        judge(order[i], quartile(trues[order[i]]), quartile(seens[order[i]]))
    exit wrong > 0 || count == 0
}' "$2" "$1"
