#!/usr/bin/env bash
# Measures the scheduler: the time from submitting a job of empty tasks to its end, beside the time
# of starting as many workers by hand: `clotho-worker --version`, which ends at once, and the same
# workers with the same work; and what the server uses when idle.
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
bin=${CLOTHO_BIN:-$(swift build -c release --package-path "$root" --show-bin-path)}
for program in clotho clotho-worker; do
    [[ -x $bin/$program ]] || {
        echo "$bin/$program is missing. Build it with: make release" >&2
        exit 1
    }
done

work=$(mktemp -d "${BENCH_DIR:-/tmp}/clotho-bench.XXXXXX")
server=
clean_up() {
    [[ -z $server ]] || kill -TERM "$server" 2>/dev/null || true
    wait 2>/dev/null || true
    rm -rf "$work"
}
trap clean_up EXIT

swiftc -O -swift-version 6 -parse-as-library -o "$work/jobs-bench" "$root"/Benchmarks/jobs/*.swift

coproc SITE { exec "$bin/clotho" serve --data-dir "$work/site" --port 0 2>"$work/server.log"; }
server=$SITE_PID
read -r -t 30 greeting <&"${SITE[0]}" || {
    echo "The server did not start:" >&2
    tail "$work/server.log" >&2
    exit 1
}
port=${greeting##*:}
"$work/jobs-bench" "${port%%[!0-9]*}" "$server" "$bin/clotho-worker" "$work"
