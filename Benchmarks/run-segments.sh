#!/bin/sh
# Compares export with zlib's own speed, and measures size and import of segments. BENCH_DIR names
# the disk to measure (default /tmp).
set -eu
root=$(cd "$(dirname "$0")/.." && pwd)
exec swift run -c release --package-path "$root/Benchmarks" \
    --scratch-path "${BENCH_SCRATCH:-$root/.build-benchmarks}" segment-bench \
    "$root/fixtures/segments/demo.segment" "$@"
