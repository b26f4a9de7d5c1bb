#!/bin/sh
# Fuzzes a target: fuzz/run.sh TARGET SECONDS [FOLDER]. What is found is in FOLDER, artifacts/fuzz/found/TARGET by default.
set -eu

fail() { echo "$1" >&2; exit 1; }

cd "$(dirname "$0")/.."
[ $# -ge 2 ] && [ -d "fuzz/corpus/$1" ] || fail "Write fuzz/run.sh TARGET SECONDS; there are $(ls fuzz/corpus | tr '\n' ' ')"
command -v afl-fuzz > /dev/null || fail "afl-fuzz is not here; install the Debian package afl++."
command -v dotnet > /dev/null || fail "dotnet is not here; install the .NET 10 SDK."

target=$1
seconds=$2
found=${3:-artifacts/fuzz/found/$target}
program=artifacts/fuzz/$target # its own, so that two targets can run at once

rm -rf "$program"
mkdir -p artifacts/fuzz
flock artifacts/fuzz dotnet publish fuzz/LineChat.Fuzz -c Release -o "$program" --nologo -v quiet # one after the other
(cd fuzz && dotnet tool restore > /dev/null && dotnet sharpfuzz "../$program/LineChat.Core.dll")

export AFL_SKIP_BIN_CHECK=1 AFL_SKIP_CPUFREQ=1 AFL_NO_AFFINITY=1 AFL_NO_UI=1 AFL_I_DONT_CARE_ABOUT_MISSING_CRASHES=1 AFL_AUTORESUME=1
mkdir -p "$found"
exec afl-fuzz -i "fuzz/corpus/$target" -o "$found" -x "fuzz/dictionaries/$target.dict" -t 2000 -m none -V "$seconds" -- \
    dotnet "$program/LineChat.Fuzz.dll" "$target"
