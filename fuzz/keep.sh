#!/bin/sh
# Adds to the corpus of a target what fuzz/run.sh found for it, as far as it reaches more: fuzz/keep.sh TARGET [FOLDER] [MOST]
set -eu

fail() { echo "$1" >&2; exit 1; }

cd "$(dirname "$0")/.."
[ $# -ge 1 ] && [ -d "fuzz/corpus/$1" ] || fail "Write fuzz/keep.sh TARGET; there are $(ls fuzz/corpus | tr '\n' ' ')"
command -v afl-cmin > /dev/null || fail "afl-cmin is not here; install the Debian package afl++."

target=$1
found=${2:-artifacts/fuzz/found/$target}
most=${3:-40}
program=artifacts/fuzz/$target
[ -f "$program/LineChat.Fuzz.dll" ] || fail "There is no $program; run fuzz/run.sh $target first."

export AFL_SKIP_BIN_CHECK=1 AFL_NO_AFFINITY=1
smaller=$(mktemp -d)
trap 'rm -rf "$smaller"' EXIT
afl-cmin -i "$found/default/queue" -o "$smaller/all" -t 10000 -m none -- dotnet "$program/LineChat.Fuzz.dll" "$target"

# The smallest, by the names of their contents, so that the same is not there twice.
find "$smaller/all" -type f -size -1k -printf '%s %p\n' | sort -n | head -n "$most" | while read -r _ file; do
    cp "$file" "fuzz/corpus/$target/$(sha1sum "$file" | cut -c1-12)"
done
