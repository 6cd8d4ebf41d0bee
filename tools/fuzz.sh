#!/usr/bin/env bash
# Feeds damaged inputs to the readers of bytes from outside, to all or to those that are named, with the
# address sanitiser: fuzz.sh [READER…]
#
# With libFuzzer for FUZZ_SECONDS a reader (600 by default); inputs that led somewhere new are kept in
# .build-fuzz/corpus for the next time. Where the toolchain has no libFuzzer, or FUZZ_WITH=mutator asks for it,
# with the seeded mutator of the tests for FUZZ_ROUNDS inputs a reader (ten million by default); FUZZ_SEED
# repeats a run.
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
fixtures=$root/fixtures/fuzz
kept=$root/.build-fuzz/corpus
found=$root/.build-fuzz/found
if [ $# -eq 0 ]; then set -- $(ls "$fixtures"); fi

has_libfuzzer() {
    local probe
    probe=$(mktemp -d)
    echo '@_cdecl("LLVMFuzzerTestOneInput") public func one(_: UnsafePointer<UInt8>, _: Int) -> CInt { 0 }' \
        >"$probe/probe.swift"
    swiftc -parse-as-library -sanitize=fuzzer,address "$probe/probe.swift" -o "$probe/probe" &>"$probe/log"
    local status=$?
    rm -r "$probe"
    return $status
}

# Builds with the options that are given; the path of the program.
build() {
    local options=(-c release --product LogChild --package-path "$root" --sanitize=address "$@")
    swift build "${options[@]}" >&2 || return
    echo "$(swift build "${options[@]}" --show-bin-path)/LogChild"
}

guided() {
    mkdir -p "$kept/$1" "$found"
    FUZZ_TARGET=$1 FUZZ_CORPUS=$fixtures SWIFT_BACKTRACE=enable=no ASAN_OPTIONS=detect_leaks=0 \
        "$child" -max_total_time="${FUZZ_SECONDS:-600}" -rss_limit_mb=1024 -timeout=10 \
        -print_final_stats=1 -verbosity=0 -artifact_prefix="$found/$1-" \
        "$kept/$1" "$fixtures/$1" && return
    echo "FAILED; the input is the newest file in $found"
    return 1
}

seeded() {
    local rounds=${FUZZ_ROUNDS:-10000000} progress=$root/.build-fuzz/progress round
    SWIFT_BACKTRACE=enable=no "$child" fuzz "$1" "$seed" "$rounds" "$fixtures" "$progress" && return
    round=$(od -An -td8 "$progress" | tr -d ' ')
    echo "FAILED in round $round; the input, in hexadecimal digits:"
    "$child" input "$1" "$seed" "$round" "$fixtures"
    return 1
}

if [ "${FUZZ_WITH:-}" != mutator ] && has_libfuzzer; then
    way=guided
    child=$(build --scratch-path "$root/.build-fuzz/guided" --sanitize=fuzzer -Xswiftc -DLIBFUZZER) || exit
else
    way=seeded
    child=$(build --scratch-path "$root/.build-fuzz/seeded") || exit
fi
seed=${FUZZ_SEED:-$((RANDOM * 32768 + RANDOM))}

failed=0
for target in "$@"; do
    echo "$target, $way$([ $way = guided ] || echo ", seed $seed")"
    $way "$target" || failed=1
done
exit $failed
