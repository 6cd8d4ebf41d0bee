#!/bin/sh
# Measures the rebuilding of the views. BENCH_DIR names the disk to measure (default /tmp).
set -eu
root=$(cd "$(dirname "$0")/.." && pwd)
exec swift run -c release --package-path "$root/Benchmarks" \
    --scratch-path "${BENCH_SCRATCH:-$root/.build-benchmarks}" projection-bench "$@"
