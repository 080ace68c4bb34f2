#!/bin/bash
# Every message that the sources can give stands in some test, or in the file `unreached` with the
# reason why none can bring it about. A message is known by the longest piece of it without a
# placeholder.
cd "$(dirname "$0")/../.." || exit 1
said=$(cat tests/cli/*.test tests/report/*.* tests/unit/*.c tests/e2e/*/expect tests/wrapper/*.sh)
excused=$(grep -v '^#' tests/cli/unreached)

pieces() {
    perl -0777 -ne '
        while (/(?:error_(?:set|usage|context)\(\s*&?\w+,|say\()\s*((?:"(?:[^"\\]|\\.)*"\s*)+)/g) {
            my $text = join "", $1 =~ /"((?:[^"\\]|\\.)*)"/g;
            my ($longest) = sort { length $b <=> length $a } split /%[-+ .*0-9]*[a-z]+|\\n/, $text;
            print "$ARGV: $longest\n" if length $longest > 3;
        }' "$@"
}

status=0
while IFS= read -r line; do
    piece=${line#*: } && piece=${piece% }
    if ! grep -qF -- "$piece" <<<"$said" && ! grep -qF -- "$piece" <<<"$excused"; then
        echo "no test brings about: $line"
        status=1
    fi
done < <(pieces src/*/*.c)
exit $status
