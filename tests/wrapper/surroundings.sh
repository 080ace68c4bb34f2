#!/bin/bash
# A program finds what cargo would give it: its libraries, its environment, for a test its folder.
. "$(dirname "$0")/common.sh"

mkdir all && cd all
printf '[workspace]\nmembers = ["app", "shared", "native"]\nresolver = "2"\n' | write Cargo.toml
write .cargo/config.toml <<'END'
[build]
rustflags = ["-Cprefer-dynamic"]
[env]
PLAIN = "a \"b\" # c"
TAKEN = "from the file"
TAKEN_ALL_THE_SAME = { value = "from the file", force = true }
BESIDE = { value = "some/data", relative = true }
END
export TAKEN="from outside" TAKEN_ALL_THE_SAME="from outside"
package shared $'[lib]\ncrate-type = ["dylib"]'
package native
package app $'[dependencies]\nshared = { path = "../shared" }\nnative = { path = "../native" }'

echo "-- a library of Rust that is loaded, with functions that others compile anew"
write shared/src/lib.rs <<'END'
pub fn square(x: u64) -> u64 {
    x * x
}
pub fn next<T: Into<u64>>(x: T) -> u64 {
    square(x.into()) + 1
}
#[inline]
pub fn boxed(x: u64) -> Box<u64> {
    Box::new(x)
}
pub async fn later(x: u64) -> u64 {
    std::future::ready(x).await + 1
}
END

echo "-- a library that a build script makes"
write native/build.rs <<'END'
fn main() {
    let out = std::env::var("OUT_DIR").unwrap();
    let made = std::process::Command::new(std::env::var("RUSTC").unwrap())
        .args(["--crate-type=cdylib", "--crate-name=seven", "--edition=2021", "--out-dir", &out, "seven.rs"])
        .status();
    assert!(made.unwrap().success());
    println!("cargo:rustc-link-search=native={out}\ncargo:rustc-link-lib=dylib=seven");
}
END
echo '#[no_mangle] pub extern "C" fn seven() -> u64 { 7 }' | write native/seven.rs
echo 'extern "C" { fn seven() -> u64; } pub fn safe() -> u64 { unsafe { seven() } }' | write native/src/lib.rs

write app/src/main.rs <<'END'
use std::future::Future;
use std::task::{Context, Poll, Wake, Waker};

struct Nobody;

impl Wake for Nobody {
    fn wake(self: std::sync::Arc<Self>) {}
}

fn main() {
    for name in [
        "CARGO_MANIFEST_DIR", "CARGO_MANIFEST_PATH", "CARGO_PKG_NAME", "CARGO_PKG_VERSION", "PLAIN",
        "TAKEN", "TAKEN_ALL_THE_SAME", "BESIDE",
    ] {
        println!("{name} {:?}", std::env::var(name));
    }
    let sum: u64 = (0..10u32).map(|i| shared::next(i) + *shared::boxed(i as u64)).sum();
    let mut later = Box::pin(shared::later(sum + native::safe()));
    let waker = Waker::from(std::sync::Arc::new(Nobody));
    match later.as_mut().poll(&mut Context::from_waker(&waker)) {
        Poll::Ready(sum) => println!("{sum} {:?}", std::env::current_dir().unwrap()),
        Poll::Pending => unreachable!(),
    }
}
END
echo '#[test] fn reads() { println!("{}", std::fs::read_to_string("data").unwrap() + &shared::square(3).to_string()); }' |
    write app/tests/reads.rs
echo found | write app/data

for profile in dev release; do
    cargo run -q --offline -p app --profile "$profile" >"$work/plain" 2>"$work/log" || wrong "cargo: $(cat "$work/log")"
    build -p app --profile "$profile"
    "$piano" run >"$work/measured" 2>"$work/log" || wrong "piano run: $(cat "$work/log")"
    is "what the program says ($profile)" "$(cat "$work/measured")" "$(cat "$work/plain")"
    for row in shared::square,10 shared::next,10 shared::boxed,10 shared::later,1 app::main,1; do
        "$piano" report --all --json | jq -e --arg name "${row%,*}" --argjson calls "${row#*,}" \
            'any(.functions[]; "\(.crate)::\(.name)" == $name and .calls == $calls)' >/dev/null ||
            wrong "not so many calls ($profile): $row"
    done
    "$piano" report 2>&1 >/dev/null | grep -q '^note: allocations were not counted' ||
        wrong "the allocator of a loaded standard library is said to be counted ($profile)"
done

echo "-- a test, from the workspace's folder"
LD_LIBRARY_PATH=$work/elsewhere "$piano" profile -p app --test reads -- --nocapture >"$work/measured" 2>"$work/log" ||
    wrong "the test fails: $(cat "$work/measured" "$work/log")"
grep -q '^found' "$work/measured" || wrong "the test has not found its file"
"$piano" run >/dev/null 2>&1 || wrong "piano run runs the test elsewhere"

echo "-- a benchmark, told that it is to measure"
printf '[[bench]]\nname = "speed"\nharness = false\n' >>app/Cargo.toml
write app/benches/speed.rs <<'END'
fn main() {
    println!("{:?} {:?}", std::env::args().skip(1).collect::<Vec<_>>(), std::env::current_dir().unwrap());
}
END
for arguments in '' 'some words' --bench; do
    # shellcheck disable=SC2086
    cargo bench -q --offline -p app --bench speed -- ${arguments#--bench} >"$work/plain" 2>"$work/log" ||
        wrong "cargo bench: $(cat "$work/log")"
    build -p app --bench speed
    # shellcheck disable=SC2086
    "$piano" run -- $arguments >"$work/measured" 2>"$work/log" || wrong "piano run: $(cat "$work/log")"
    is "what the benchmark is given (with '$arguments')" "$(cat "$work/measured")" "$(cat "$work/plain")"
done

echo "-- what starts the program in the program's stead"
cd "$work" && mkdir runner && cd runner
package . '[workspace]' && sed -i 's/name = .*/name = "started"/' Cargo.toml
write src/main.rs <<'END'
fn main() {
    println!("{:?} {}", std::env::args().skip(1).collect::<Vec<_>>(), std::env::var("BY").unwrap_or_default());
    std::process::exit(3);
}
END
for name in first second; do
    printf '#!/bin/sh\nBY="%s $1 $2" && export BY && shift 2 && exec "$@"\n' $name | write "tools/$name"
    chmod +x "tools/$name"
done
triple=$(rustc -vV | sed -n 's/^host: //p') && variable=CARGO_TARGET_$(tr a-z- A-Z_ <<<"$triple")_RUNNER

# runs_alike WHAT FLAGS…: as cargo would, with the configuration on standard input.
runs_alike() {
    local what=$1 expected
    shift
    write .cargo/config.toml
    cargo run -q --offline "$@" -- some words >"$work/plain" 2>"$work/log"
    expected=$?
    is "cargo's exit code ($what)" $expected 3
    "$piano" profile -q "$@" -- some words >"$work/measured" 2>"$work/log"
    is "the exit code ($what)" "$?: $(cat "$work/log")" "$expected: "
    is "what is started ($what)" "$(head -n 1 "$work/measured")" "$(cat "$work/plain")"
    "$piano" run -- some words >"$work/measured" 2>"$work/log"
    is "the exit code of a run ($what)" "$?: $(cat "$work/log")" "$expected: "
    is "what a run starts ($what)" "$(cat "$work/measured")" "$(cat "$work/plain")"
}

runs_alike none </dev/null
runs_alike words <<<"target.$triple.runner = 'tools/first  a b'"
is "this test's runner" "$(cat "$work/plain")" '["some", "words"] first a b'
runs_alike list <<<"target.$triple.runner = ['tools/first', 'a \"b', 'c d']"
runs_alike "by its name" <<<"target.$triple.runner = 'env BY=me'"
runs_alike predicate <<<"target.'cfg(all(unix, not(windows)))'.runner = 'tools/second a b'"
runs_alike "of another platform" <<<"target.'cfg(windows)'.runner = 'tools/none'"
runs_alike "platform before predicate" <<END
[target.'cfg(unix)']
runner = 'tools/first a b'
[target.$triple]
runner = 'tools/second a b'
END
runs_alike "platform that is named" --target "$triple" <<<"target.$triple.runner = 'tools/first a b'"
runs_alike "flag" --config "target.$triple.runner = 'tools/second c d'" </dev/null
export "$variable=tools/second e f"
runs_alike environment <<<"target.$triple.runner = 'tools/first a b'"
write tests/elsewhere.rs <<<'#[test] fn by() { println!("by {:?}", std::env::var("BY")); }'
mkdir sub && said=$(cd sub && env "$variable=../tools/first g h" "$piano" profile -q --test elsewhere -- --nocapture)
has "a runner by its path, for a program that runs elsewhere" "$said" 'by Ok("first g h")'
unset "$variable"

echo "-- a runner that the run cannot be told"
echo "target.$triple.runner = 'env -i'" >.cargo/config.toml
"$piano" profile -q >"$work/measured" 2>"$work/log"
is "the exit code (env -i)" $? 3
has "what is said (env -i)" "$(cat "$work/log")" "'env', the runner in cargo's configuration, must pass on the environment, as 'sudo -E' does, and must not end before the program begins"

echo "-- the compiler is asked for the folder of Rust's own library only where that is loaded"
rustc=$(command -v rustc)
write "$work/path/rustc" <<END
#!/bin/sh
echo "\$*" >>"$work/asked"
exec "$rustc" "\$@"
END
chmod +x "$work/path/rustc" && rm .cargo/config.toml
asks() {
    rm -f "$work/asked"
    PATH=$work/path:$PATH "$piano" build -q >/dev/null 2>"$work/log" || wrong "piano build: $(cat "$work/log")"
    grep -s 'print target-libdir' "$work/asked" | wc -l
}
is "asked for a library that is linked in" "$(asks)" 0
write .cargo/config.toml <<<'build.rustflags = ["-Cprefer-dynamic"]'
is "asked for one that is loaded" "$(asks)" 1
