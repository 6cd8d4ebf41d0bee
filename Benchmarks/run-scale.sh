#!/usr/bin/env bash
# Measures the scheduler with many jobs: planning passes over a long queue; submits to a server with
# 10,000 jobs on its log; memory of one with 100,000, and how soon it answers again after kill -9.
# BENCH_JOBS_FEW and BENCH_JOBS_MANY are other numbers of jobs.
set -euo pipefail
source "$(dirname "$0")/site.sh"
few=${BENCH_JOBS_FEW:-10000}
many=${BENCH_JOBS_MANY:-100000}
scratch=${BENCH_SCRATCH:-$root/.build-benchmarks}
swift build -c release --package-path "$root/Benchmarks" --scratch-path "$scratch" --product scale-bench
bench=$(swift build -c release --package-path "$root/Benchmarks" --scratch-path "$scratch" \
    --show-bin-path)/scale-bench

jobs=$root/Benchmarks/jobs
swiftc -O -swift-version 6 -parse-as-library -o "$work/client" "$root"/Benchmarks/scale/Client/*.swift \
    "$jobs"/{BenchSite,Figures,JobShape,Socket}.swift

# What ps calls RSS: with the pages of programs and files that are mapped.
memory() {
    awk '/^Vm(RSS|HWM)/ {kib[$1] = $2} /^RssAnon/ {own = $2} END {
        printf "%.0f MB, %.0f of it its own, at most %.0f\n",
            kib["VmRSS:"] / 1024, own / 1024, kib["VmHWM:"] / 1024
    }' "/proc/$server/status"
}

"$bench" plan 10000

echo
mkdir "$work/few" "$work/many"
"$bench" fill "$work/few/log" "$few"
serve "$work/few"
timeout 300 "$work/client" settle "$port"
# The first answers pay for what is read once.
"$work/client" submit "$port" 20 >/dev/null
timeout 120 "$work/client" submit "$port" 500
end

echo
"$bench" fill "$work/many/log" "$many"
serve "$work/many"
timeout 300 "$work/client" settle "$port"
echo "memory of a server that has just made its views: $(memory)"
end
serve "$work/many"
timeout 120 "$work/client" submit "$port" 100
echo "memory of a server that began with its views there: $(memory)"
for _ in 1 2 3 4 5; do
    read -r server answered resolved < <("$work/client" restart "$port" "$server" "$bin/clotho" serve \
        --data-dir "$work/many" --port "$port" 2>>"$work/server.log" | tail -n 1)
    echo "after kill -9 the API answers in $answered ms; a task that died is resolved $resolved ms later"
done
