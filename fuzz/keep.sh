#!/bin/sh
# Adds to the corpus of a target what fuzz/run.sh found for it, as far as it reaches more: fuzz/keep.sh TARGET [FOLDER] [MOST]
set -eu

fail() { echo "$1" >&2; exit 1; }

cd "$(dirname "$0")/.."
[ $# -ge 1 ] && [ -d "fuzz/corpus/$1" ] || fail "Write fuzz/keep.sh TARGET; there are $(ls fuzz/corpus | tr '\n' ' ')"
command -v afl-cmin > /dev/null || fail "afl-cmin is not here; install the Debian package afl++."

target=$1
found=${2:-artifacts/fuzz/found/$target}
most=${3:-30}
program=artifacts/fuzz/$target
[ -f "$program/LineChat.Fuzz.dll" ] || fail "There is no $program; run fuzz/run.sh $target first."

export AFL_SKIP_BIN_CHECK=1 AFL_NO_AFFINITY=1 AFL_ALLOW_TMP=1
smaller=artifacts/fuzz/smaller
rm -rf "$smaller"
mkdir -p "$smaller"
# What reaches each place, and of what reaches one as often as no other does a part; small ones, by the names of their contents, so that the same is not there twice.
for how in -e ""; do
    rm -rf "$smaller/all"
    afl-cmin $how -i "$found/default/queue" -o "$smaller/all" -t 2000 -m none -- "$(command -v dotnet)" "$program/LineChat.Fuzz.dll" "$target"
    find "$smaller/all" -type f -size -2048c -exec sha1sum {} + | sort | head -n "$most" | while read -r hash file; do
        cp "$file" "fuzz/corpus/$target/$(echo "$hash" | cut -c1-12)"
    done
done
