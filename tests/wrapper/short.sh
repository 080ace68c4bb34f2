#!/bin/bash
# --skip-short leaves out what an earlier run has shown to take less than it takes to time it.
. "$(dirname "$0")/common.sh"
make_run=$3
runs=$work/runs

mkdir demo && cd demo || exit
package . '[workspace]' && sed -i 's/name = .*/name = "demo"/' Cargo.toml
write src/main.rs <<'END'
struct Length<T>(T);
impl Length<u64> {
    fn scale(self, by: u64) -> u64 {
        self.0 * by
    }
}
impl Length<&'static str> {
    fn scale(self, by: u64) -> u64 {
        lookup(self.0.len() as u64) * by
    }
}
fn get(x: u64) -> u64 {
    x + 1
}
fn get_all(x: u64) -> u64 {
    (0..x).map(get).sum()
}
fn lookup(x: u64) -> u64 {
    get_all(x % 10)
}
fn main() {
    println!("{}", lookup(Length(3).scale(4)) + Length("five").scale(6));
}
END

# taught SECOND: standard input becomes a run of that second.
taught() {
    { echo "process 20251124T1600$1Z-100 100 ticks=1ms inside=20 outside=20 start=$1s" && cat; } |
        write "$work/$1.run.txt"
    "$make_run" "$work/$1.run.txt" "$runs" || wrong "no run of second $1"
}

# measured FLAGS…: the functions that would be.
measured() {
    PIANO_RUNS_DIR=$runs "$piano" build --list "$@" 2>"$work/said" | sed 's/.*: demo:://' | xargs
}

everything="Length::scale Length::scale get get_all lookup main"
echo "-- there is none to learn from"
is "measured without a run" "$(measured --skip-short)" ""
has "what is said without a run" "$(cat "$work/said")" \
    "--skip-short learns from an earlier run, and there is none in '$runs'"

echo "-- a run in which get is short, and one of two functions of a name"
taught 01 <<'END'
fn demo main src/main.rs 22
fn demo get src/main.rs 12
fn demo Length::scale src/main.rs 3
fn demo Length::scale src/main.rs 8
thread main 1ms
| main calls=1 ticks=900us
| | get calls=1000 ticks=25us
| | @3 calls=1000 ticks=25us
| | @4 calls=1000 ticks=100us
END
is "measured then" "$(measured --skip-short)" "Length::scale Length::scale get_all lookup main"
has "what is said" "$(cat "$work/said")" \
    "left out: 1 function(s) that took less than measuring them in run '20251124T160001Z-100'"
is "measured with a selection" "$(measured --skip-short --fn get)" "get_all"
is "measured as ever" "$(measured)" "$everything"

echo "-- a run without get says nothing of it"
taught 02 <<'END'
selection --skip-short --skip demo::get
fn demo main src/main.rs 22
thread main 1ms
| main calls=1 ticks=900us
END
is "measured then" "$(measured --skip-short)" "Length::scale Length::scale get_all lookup main"

echo "-- what a run left out is learnt from those before it, and nothing else"
runs=$work/parts
taught 01 <<'END'
fn demo get src/main.rs 12
thread main 1ms
| get calls=1000 ticks=25us
END
taught 02 <<'END'
fn demo get src/main.rs 12
fn demo lookup src/main.rs 18
fn demo get_all src/main.rs 15
thread main 1ms
| get calls=1000 ticks=100us
| lookup calls=1000 ticks=25us
| get_all calls=1000 ticks=25us
END
taught 03 <<'END'
selection --skip lookup --skip get_all
fn demo Length::scale src/main.rs 3
thread main 1ms
| Length::scale calls=1000 ticks=25us
END
taught 04 <<'END'
selection --skip lookup
fn demo get_all src/main.rs 15
thread main 1ms
| get_all calls=1000 ticks=100us
END
is "measured then" "$(measured --skip-short)" "get get_all main"
has "what is said" "$(cat "$work/said")" \
    "left out: 2 function(s) that took less than measuring them in run '20251124T160004Z-100' or 2 before it, which measured others"
is "measured with what is left out again" "$(measured --skip lookup --skip-short)" "get get_all main"
is "measured of what was left out" "$(measured --fn lookup --fn get --skip-short)" "get get_all"
runs=$work/runs

echo "-- built and run so: the run says what was left out"
PIANO_RUNS_DIR=$runs "$piano" profile -q --skip-short --all >"$work/shown" 2>"$work/said" || wrong "$(cat "$work/said")"
is "what is shown" "$(sed '1,/^-/d; s/ .*//' "$work/shown" | sort | xargs)" "Length::scale Length::scale get_all lookup main"
is "the selection" "$(PIANO_RUNS_DIR=$runs "$piano" report --json | jq -r .selection)" "--skip-short --skip demo::get"

echo "-- the folder of runs that is named is learnt from"
"$piano" profile -q --skip-short --output-dir "$runs" >"$work/shown" 2>"$work/said" || wrong "$(cat "$work/said")"

echo "-- a later run in which all of them are longer"
taught 03 <<'END'
fn demo get src/main.rs 12
thread main 1ms
| get calls=1000 ticks=900us
END
is "measured then" "$(measured --skip-short)" "$everything"
has "what is said" "$(cat "$work/said")" \
    "note: no function took less than measuring it in run '20251124T160003Z-100': all are measured"

echo "-- functions that a macro writes are known by the names of their types; one text is all of them or none"
write src/main.rs <<'END'
macro_rules! number {
    ($name:ident) => {
        struct $name(u64);
        impl $name {
            fn get(&self) -> u64 {
                self.0
            }
            fn spread(&self) -> u64 {
                (0..self.0).sum()
            }
        }
    };
}
number!(Small);
number!(Large);
fn main() {
    println!("{}", Small(3).get() + Large(400).get() + Small(3).spread() + Large(400).spread());
}
END
taught 04 <<'END'
fn demo main src/main.rs 16
fn demo Small::get src/main.rs 5
fn demo Large::get src/main.rs 5
fn demo Small::spread src/main.rs 8
fn demo Large::spread src/main.rs 8
thread main 1ms
| main calls=1 ticks=900us
| | Small::get calls=1000 ticks=25us
| | Large::get calls=1000 ticks=25us
| | Small::spread calls=1000 ticks=25us
| | Large::spread calls=1000 ticks=100us
END
is "measured then" "$(measured --skip-short)" "\$name::spread main"

echo "-- where nothing is left out, the run is one to learn from"
runs=$work/others
taught 05 <<'END'
fn demo main src/main.rs 16
thread main 1ms
| main calls=1 ticks=900us
END
PIANO_RUNS_DIR=$runs "$piano" profile -q --skip-short >"$work/shown" 2>"$work/said" || wrong "$(cat "$work/said")"
is "the selection" "$(PIANO_RUNS_DIR=$runs "$piano" report --json | jq -r .selection)" ""
