#!/bin/bash
# What a program can tell of where its source stood is what it would be without piano.
. "$(dirname "$0")/common.sh"

home="$work/a 'home' of \"ünïcode\""
mkdir -p "$home" && cd "$home"
printf '[workspace]\nmembers = ["app", "near"]\nresolver = "2"\n' | write ws/Cargo.toml
package ws/app $'[dependencies]\nnear = { path = "../near" }\nfar = { path = "../../far" }'
package ws/near
package far
printf '[workspace]\n' >>far/Cargo.toml
write ws/app/src/main.rs <<'END'
#[path = "../shared/part.rs"]
mod part;

fn places() -> Vec<String> {
    vec![
        file!().to_string(),
        line!().to_string(),
        column!().to_string(),
        module_path!().to_string(),
        part::place().to_string(),
        near::place().to_string(),
        far::place().to_string(),
        env!("CARGO_MANIFEST_DIR").to_string(),
        include_str!("../../../far/data.txt").trim().to_string(),
        include_str!(concat!("../../", "../far/", "data.txt")).trim().to_string(),
        std::panic::Location::caller().to_string(),
        std::any::type_name::<part::Type>().to_string(),
    ]
}

fn main() {
    for place in places() {
        println!("{place}");
    }
    match std::env::args().nth(1).as_deref() {
        Some("here") => {
            None::<u32>.unwrap();
        }
        Some("near") => near::fails(),
        Some("far") => far::fails(),
        Some("part") => part::fails(),
        _ => {}
    }
}
END
for at in ws/app/shared/part.rs ws/near/src/lib.rs far/src/lib.rs; do
    write $at <<'END'
pub struct Type;

pub fn place() -> &'static str {
    concat!(file!(), ":", line!(), " ", module_path!())
}

pub fn fails() {
    let empty: Vec<u32> = Vec::new();
    println!("{}", empty[std::env::args().count()]);
}
END
done
echo data | write far/data.txt

compare() {
    for argument in "" here near far part; do
        RUST_BACKTRACE=1 "$plain" $argument >"$work/plain.out" 2>"$work/plain.err"
        RUST_BACKTRACE=1 "$program" $argument >"$work/ours.out" 2>"$work/ours.err"
        sed -i -E 's/\([0-9]+\)//' "$work"/{plain,ours}.err
        diff "$work/plain.out" "$work/ours.out" >&2 || wrong "$1, '$argument': standard output differs"
        diff "$work/plain.err" "$work/ours.err" >&2 || wrong "$1, '$argument': standard error differs"
    done
    ! grep -aq piano/mirror "$program" || wrong "$1: the program names the mirror"
}

in_folder() {
    cd "$home/$1" && shift
    plain=$(cargo build --message-format=json-render-diagnostics "$@" 2>/dev/null | sed -n 's/.*"executable":"\(.*\)","fresh.*/\1/p')
    plain=$(printf %b "${plain//\\\"/\"}")
    build "$@"
}

in_folder ws && compare "debug"
in_folder ws/app --release --config profile.release.debug=1 && compare "release with line tables"
export RUSTFLAGS="--remap-path-prefix=far=renamed --remap-path-prefix=app/src=sources"
in_folder ws && compare "with remaps of the user's own"
