#!/usr/bin/env bash
# Measures the scheduler: the time from submitting a job of empty tasks to its end, beside the time
# of starting as many workers by hand: `clotho-worker --version`, which ends at once, and the same
# workers with the same work; and what the server uses when idle.
set -euo pipefail
source "$(dirname "$0")/site.sh"

swiftc -O -swift-version 6 -parse-as-library -o "$work/jobs-bench" "$root"/Benchmarks/jobs/*.swift

serve "$work/site"
"$work/jobs-bench" "$port" "$server" "$bin/clotho-worker" "$work"
