#!/bin/bash
# A crate's dependents start as soon as its metadata is there, and the jobs that cargo allows are
# shared with the compiler: what goes through piano arrives at once and whole.
. "$(dirname "$0")/common.sh"

package app $'[dependencies]\nslow = { path = "slow" }\nquick = { path = "quick" }\n[workspace]' && cd app
package slow
package quick $'[dependencies]\nslow = { path = "../slow" }'
echo 'pub fn slow() -> u32 { 1 }' | write slow/src/lib.rs
echo 'pub fn quick() -> u32 { slow::slow() + 1 }' | write quick/src/lib.rs
echo 'fn main() { println!("{}", quick::quick()); }' | write src/main.rs

# The user's own wrapper lets `slow` end only when its dependent has begun.
write "$work/wait.sh" <<'END'
#!/bin/bash
case " $* " in
*' --crate-name quick '*) touch "$BEGUN" ;;
*' --crate-name slow '*)
    "$@" || exit
    for ((i = 0; i < 600; i++)); do
        [ -e "$BEGUN" ] && exit 0
        sleep 0.05
    done
    echo "the dependent waits for the end" >&2
    exit 1
    ;;
esac
exec "$@"
END
chmod +x "$work/wait.sh"
export BEGUN=$work/begun RUSTC_WRAPPER=$work/wait.sh
build -j2 && is "the program" "$("$program")" 2
unset RUSTC_WRAPPER

# What macros print while they are expanded is passed on once.
package talk $'[dependencies]\nvoice = { path = "voice" }\n[workspace]' && cd talk
package voice $'[lib]\nproc-macro = true'
write voice/src/lib.rs <<'END'
#[proc_macro]
pub fn say(_: proc_macro::TokenStream) -> proc_macro::TokenStream {
    eprintln!("said by a macro");
    "1".parse().unwrap()
}
END
echo 'fn main() { println!("{}", voice::say!()); }' | write src/main.rs
build && is "what macros said" "$(grep -c 'said by a macro' <<<"$said")" 1
