#!/bin/bash
# Record docs/tour.md: `PICTURE=docs/tour.svg scripts/tour.sh >docs/tour.md`. Every command in it is
# run here, in a clone of the program under examples/.
set -eu
. "$(dirname "$0")/recording.sh"

say() {
    printf '\n%s\n\n' "$1"
}

mkdir "$work/almanac.git" && cp -a "$root/examples/almanac/." "$work/almanac.git" && rm -rf "$work/almanac.git/target"
cd "$work/almanac.git"
echo target >.gitignore
git init --quiet --initial-branch main .
git add . && git -c user.name=you -c user.email=you@example.org commit --quiet --message 'An almanac'

cat >"$work/faster.patch" <<'END'
--- a/src/stations.rs
+++ b/src/stations.rs
@@ -1,5 +1,7 @@
 //! All readings, station by station, in the order in which the stations first appear.
 
+use std::collections::HashMap;
+
 use crate::reading::Reading;
 
 pub struct Station {
@@ -11,16 +13,17 @@
 #[derive(Default)]
 pub struct Stations {
     stations: Vec<Station>,
+    positions: HashMap<String, usize>,
 }
 
 impl Stations {
-    /// Walks the whole list: with many stations, most of the program's time goes here.
     fn position(&self, name: &str) -> Option<usize> {
-        self.stations.iter().position(|station| station.name == name)
+        self.positions.get(name).copied()
     }
 
     pub fn add(&mut self, reading: Reading) {
         let position = self.position(&reading.station).unwrap_or_else(|| {
+            self.positions.insert(reading.station.clone(), self.stations.len());
             self.stations.push(Station {
                 name: reading.station.clone(),
                 days: Vec::new(),
END

cat <<'END'
# A tour

A recording of a session, from a fresh clone to a slow function found and fixed, made by
`scripts/tour.sh`. The program is [almanac](../examples/almanac): it reads weather readings and prints
a line of statistics for each of the warmest stations. With many stations it is slow. Why?

END

cd "$work"
show 'git clone almanac.git'
cd almanac
echo '    $ cd almanac'
say 'One command builds an instrumented copy below `target/piano`, runs it with what follows `--`, and
reports. Nothing in the project changes.'
show 'piano profile -- 60000 1000'
keep_whole piano report
say 'Most of the time is in `Stations::position`. Who calls it?'
show 'piano report --callers position'
say 'The whole picture is a tree; what is small is folded.'
show 'piano report --tree'
say 'The same as a picture, which a browser shows: a click widens a function.'
show 'piano report --flame >flame.svg'
mv flame.svg "${PICTURE:-$work}"
say '![A flame graph of the run](tour.svg)

60,000 calls, each of which walks a list of 1,000 stations:'
show 'sed -n "16,22p" src/stations.rs'
say 'Before that is changed, the runs as they are now get a name. One run says nothing about noise; three
say something.'
show 'piano run --repeat 3 -- 60000 1000 >/dev/null'
show 'piano tag before'
say 'A map from names to positions in place of the walk:'
cp "$work/faster.patch" faster.patch && git apply faster.patch && rm faster.patch
show 'git diff'
say 'Built once more, run as often as before, and compared:'
show 'piano build'
show 'piano run --repeat 3 -- 60000 1000 >/dev/null'
show 'piano diff before'
keep_whole piano diff before
say 'The time is gone. The price is a map that `add` fills, with a few allocations for each station. What
is the program busy with now? (In CI, `piano diff before --fail-above 10` lets the exit code tell
whether anything got slower or allocates more.)'
show 'piano report'
keep_whole piano report
say 'What is kept of all that, and how to get rid of it; runs with a name stay.'
show 'piano runs'
show 'piano clean --yes'
say 'And the project? Nothing in it has changed but what we changed.'
show 'git status --short'
