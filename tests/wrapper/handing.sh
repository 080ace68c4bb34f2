#!/bin/bash
# Crates that run others' jobs, as from a registry: a folder that stands for one. Their text is what
# piano knows of them; with what it inserts they compile, or do not.
. "$(dirname "$0")/common.sh"

# pool VERSION [LINES]: a rayon-core with one thread, and LINES before the record of a job.
pool() {
    local crate=$work/registry/rayon-core
    package "$crate" && sed -i "s/0\.1\.0/$1/" "$crate/Cargo.toml"
    echo '{"files":{}}' >"$crate/.cargo-checksum.json"
    write "$crate/src/lib.rs" <<'END'
mod job;

use std::sync::mpsc::{channel, Sender};
use std::sync::{Mutex, OnceLock};

static POOL: OnceLock<Mutex<Sender<job::JobRef>>> = OnceLock::new();

pub fn start() {
    let (jobs, all) = channel::<job::JobRef>();
    std::thread::spawn(move || all.into_iter().for_each(|job| unsafe { job.execute() }));
    POOL.set(Mutex::new(jobs)).ok();
}

pub fn join(a: impl FnOnce(), b: impl FnOnce() + Send) {
    let (done, is_done) = channel();
    let job = job::StackJob(std::cell::Cell::new(Some(move || {
        b();
        done.send(()).unwrap();
    })));
    a();
    POOL.get().unwrap().lock().unwrap().send(unsafe { job::JobRef::new(&job) }).ok();
    is_done.recv().unwrap();
}
END
    write "$crate/src/job.rs" <<END
pub(super) struct StackJob<F>(pub(super) std::cell::Cell<Option<F>>);

pub(super) trait Job {
    unsafe fn execute(this: *const ());
}

impl<F: FnOnce()> Job for StackJob<F> {
    unsafe fn execute(this: *const ()) {
        (*(this as *const Self)).0.take().unwrap()()
    }
}

${2-}
pub(super) struct JobRef {
    pointer: *const (),
    execute_fn: unsafe fn(*const ()),
}

unsafe impl Send for JobRef {}

impl JobRef {
    pub(super) unsafe fn new<T>(data: *const T) -> JobRef
    where
        T: Job,
    {
        JobRef {
            pointer: data as *const (),
            execute_fn: <T as Job>::execute,
        }
    }

    pub(super) unsafe fn execute(self) {
        (self.execute_fn)(self.pointer)
    }
}
END
    rm -f Cargo.lock
}

# below FUNCTIONS: which of the program's own the job stands below.
below() {
    $program >"$work/out" || wrong "exit code $?"
    is "what it prints" "$(cat "$work/out")" "here there"
    "$piano" report --spawned --csv 2>/dev/null | tr -d '"' | awk -F, '
        NR > 1 { path[$3] = ($3 ? path[$3 - 1] : "") ($2 ~ /^jobs::/ ? " " $2 : "") }
        $2 == "jobs::there" { print substr(path[$3 - 1], 2) }' >"$work/above"
    is "what the job stands below" "$(cat "$work/above")" "$*"
}

write .cargo/config.toml <<END
[source.crates-io]
replace-with = "here"
[source.here]
directory = "$work/registry"
END
package jobs $'[dependencies]\nrayon-core = "*"\n[workspace]' && cd jobs
write src/main.rs <<'END'
fn here() {
    print!("here ");
}
fn there() {
    println!("there");
}
fn shares() {
    rayon_core::join(here, there);
}
fn main() {
    rayon_core::start();
    shares();
}
END

echo "-- a job stands below what handed it over, not what created its thread"
pool 1.0.0
build && below jobs::main jobs::shares
"$piano" report --all --csv 2>/dev/null | grep -q JobRef && wrong "functions of the pool are measured"
lacks "what is skipped" "$("$piano" build --list-skipped 2>&1)" rayon
build && is "then nothing is to do" "$(compiled)" ""

echo "-- measured, too"
build --dep rayon-core && below jobs::main jobs::shares
has "what is measured" "$("$piano" report --all --csv 2>/dev/null)" "JobRef::execute"

echo "-- what is inserted does not compile"
pool 1.1.0 '#[derive(Hash)]'
build && below jobs::main
lacks "what is said" "$said" error
build && is "then nothing is to do" "$(compiled)" ""
build --dep rayon-core && below jobs::main
has "what is measured" "$("$piano" report --all --csv 2>/dev/null)" "JobRef::execute"
lacks "what is said" "$said" "left out"

echo "-- another text than is known"
pool 1.2.0 '// struct JobRef {'
build && below jobs::main

echo "-- with a library of Rust that is loaded, and without it again"
pool 1.3.0
package shared $'[lib]\ncrate-type = ["dylib"]' && echo 'pub fn one() {}' | write shared/src/lib.rs
build && below jobs::main jobs::shares
sed -i '/^rayon-core/a shared = { path = "shared" }' Cargo.toml
sed -i 's/^fn main() {/&\n    shared::one();/' src/main.rs
build && program="$piano run --" && below jobs::main jobs::shares
sed -i '/^shared/d' Cargo.toml
sed -i '/shared::one/d' src/main.rs
build && below jobs::main jobs::shares
