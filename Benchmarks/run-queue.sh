#!/usr/bin/env bash
# Measures the scheduler with a queue: how fast a backlog of one-task jobs is worked off, beside the same workers
# started and reaped by hand; and the time from the end of a task to the start of the next, with one
# job and with many that run at once. BENCH_BACKLOG and BENCH_RUNNING are other numbers of jobs.
set -euo pipefail
source "$(dirname "$0")/site.sh"
backlog=${BENCH_BACKLOG:-1000}
running=${BENCH_RUNNING:-100}
cores=20

swiftc -O -swift-version 6 -parse-as-library -o "$work/queue-bench" "$root"/Benchmarks/queue/*.swift \
    "$root"/Benchmarks/jobs/{BenchSite,Figures,HandWork,JobShape,Socket,Spawning}.swift

for policy in fifo backfill; do
    echo "Queue policy $policy:"
    serve "$work/$policy" --cores "$cores" --queue-policy "$policy"
    timeout 300 "$work/queue-bench" backlog "$port" "$work/$policy" "$backlog" "$cores" "$bin/clotho-worker" \
        "$work/hand-$policy"
    end
    echo
done

echo "From the end of a task to the start of the next, by the workers' clocks:"
serve "$work/gaps" --cores "$running"
# The first jobs pay for what is read once.
timeout 60 "$work/queue-bench" alone "$port" "$work/gaps" 2 10 >/dev/null
timeout 120 "$work/queue-bench" alone "$port" "$work/gaps" 20 20
timeout 300 "$work/queue-bench" together "$port" "$work/gaps" "$running" 6 1000 3000
# In step: all end within a moment, and each waits for those before it.
timeout 300 "$work/queue-bench" together "$port" "$work/gaps" "$running" 6 2000 2000
end
