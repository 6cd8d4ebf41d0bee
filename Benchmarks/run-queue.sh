#!/usr/bin/env bash
# Measures the scheduler with a queue: how fast a backlog of one-task jobs is worked off, beside the same workers
# started and reaped by hand; and the time from the end of a task to the start of the next, with one
# job and with many that run at once. BENCH_BACKLOG and BENCH_RUNNING are other numbers of jobs.
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
bin=${CLOTHO_BIN:-$(swift build -c release --package-path "$root" --show-bin-path)}
backlog=${BENCH_BACKLOG:-1000}
running=${BENCH_RUNNING:-100}
cores=20
for program in clotho clotho-worker; do
    [[ -x $bin/$program ]] || {
        echo "$bin/$program is missing. Build it with: make release" >&2
        exit 1
    }
done

work=$(mktemp -d "${BENCH_DIR:-/tmp}/clotho-queue.XXXXXX")
server=
clean_up() {
    [[ -z $server ]] || kill -TERM "$server" 2>/dev/null || true
    wait 2>/dev/null || true
    rm -rf "$work"
}
trap clean_up EXIT

swiftc -O -swift-version 6 -parse-as-library -o "$work/queue-bench" "$root"/Benchmarks/queue/*.swift \
    "$root"/Benchmarks/jobs/{BenchSite,Figures,HandWork,JobShape,Socket,Spawning}.swift

# serve DIRECTORY CORES: starts a server and waits until it listens.
serve() {
    rm -f "$work/greeting"
    mkfifo "$work/greeting"
    "$bin/clotho" serve --data-dir "$1" --port 0 --cores "$2" >"$work/greeting" 2>"$work/server.log" &
    server=$!
    local greeting
    read -r -t 30 greeting <"$work/greeting" || {
        echo "The server did not start:" >&2
        tail "$work/server.log" >&2
        exit 1
    }
    port=${greeting##*:}
    port=${port%%[!0-9]*}
}

end() {
    kill -TERM "$server"
    wait "$server" || true
    server=
}

serve "$work/backlog" "$cores"
timeout 300 "$work/queue-bench" backlog "$port" "$work/backlog" "$backlog" "$cores" "$bin/clotho-worker" \
    "$work/hand"
end

echo
echo "From the end of a task to the start of the next, by the workers' clocks:"
serve "$work/gaps" "$running"
# The first jobs pay for what is read once.
timeout 60 "$work/queue-bench" alone "$port" "$work/gaps" 2 10 >/dev/null
timeout 120 "$work/queue-bench" alone "$port" "$work/gaps" 20 20
timeout 300 "$work/queue-bench" together "$port" "$work/gaps" "$running" 6 2000
end
