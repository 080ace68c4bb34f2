# A scripting language: more than 50,000 lines in one package.
exercise() {
    cat >script.rhai <<'SCRIPT'
fn fib(n) { if n < 2 { n } else { fib(n - 1) + fib(n - 2) } }
let words = #{};
for i in 0..2000 { let key = `w${i % 37}`; if key in words { words[key] += 1 } else { words[key] = 1 } }
print(fib(15));
print(words.len());
print([5, 3, 9, 1].map(|x| x * 2));
SCRIPT
    rhai-run script.rhai
}
