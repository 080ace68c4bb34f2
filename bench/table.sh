#!/bin/bash
# One table out of what the programs of this folder print.
# In: rows "what|unit|ours|floor|target" on stdin; a floor may be missing, and the target too. A target
# is a bound for ours in its unit ("<= 50 ms"), for the ratio of ours to the floor ("<= 1.25x"), for
# what is added to the floor ("<= 50 ms more"), or several such joined by "or", one of which will do.
# Out: the table on stdout; exit code 1 where a target was missed.
exec awk -F'|' '
function holds(bound, ours, floor,    words, value) {
    split(bound, words, " ")
    value = ours
    if (words[2] ~ /x$/) value = floor > 0 ? ours / floor : 0
    else if (bound ~ / more$/) value = ours - floor
    return words[1] == ">=" ? value >= words[2] + 0 : value <= words[2] + 0
}
function met(target, ours, floor,    bounds, n, i) {
    if (target == "") return ""
    n = split(target, bounds, " or ")
    for (i = 1; i <= n; i++) if (holds(bounds[i], ours, floor)) return "yes"
    missed++
    return "NO"
}
function number(value) { return sprintf(value < 1000 ? "%.2f" : "%.0f", value) }
BEGIN {
    format = "%-54s %10s %10s %6s  %-24s %s\n"
    printf format, "what", "ours", "floor", "ratio", "target", "met"
}
NF == 5 {
    floor = $4 == "" ? "" : number($4)
    ratio = $4 > 0 ? sprintf("%.2f", $3 / $4) : ""
    printf format, $1, number($3) " " $2, floor, ratio, $5, met($5, $3, $4)
    fflush()
    next
}
{ print "bench: not a row: " $0 | "cat >&2" }
END { if (missed) print missed, "missed"; exit missed > 0 }'
