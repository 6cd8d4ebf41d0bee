#!/bin/sh
# Compares the log with C over the same library. BENCH_DIR names the disk to measure (default /tmp).
set -eu
root=$(cd "$(dirname "$0")/.." && pwd)
exec swift run -c release --package-path "$root/Benchmarks" \
    --scratch-path "${BENCH_SCRATCH:-$root/.build-benchmarks}" log-bench "$@"
