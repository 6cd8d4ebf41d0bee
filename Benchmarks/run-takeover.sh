#!/usr/bin/env bash
# Measures a takeover: two servers on one directory, the leader is killed with -9, and the other one leads.
# Prints the milliseconds until it says so, and until a write that was sent to it right after the kill is
# answered, over BENCH_ROUNDS rounds (20).
set -euo pipefail
source "$(dirname "$0")/site.sh"
rounds=${BENCH_ROUNDS:-20}

# serve_to PIPE: starts a server on the directory; sets `server`, `port` and `lines`, the descriptor of what it
# says after that it listens.
serve_to() {
    rm -f "$1"
    mkfifo "$1"
    "$bin/clotho" serve --data-dir "$work/site" --port 0 >"$1" 2>>"$work/server.log" &
    server=$!
    # Its end is no news of this shell.
    disown "$server"
    exec {lines}<"$1"
    local greeting
    read -r -t 60 -u "$lines" greeting
    port=${greeting##*:}
    port=${port%%[!0-9]*}
}

# The moment in milliseconds.
now() { echo $(($(date +%s%N) / 1000000)); }

# Median and largest of the numbers on standard input.
figures() { sort -n | awk '{all[NR] = $1} END {
    printf "median %d ms, largest %d ms, of %d\n", all[int((NR + 1) / 2)], all[NR], NR
}'; }

serve_to "$work/lines.0"
leader=$server
for round in $(seq "$rounds"); do
    serve_to "$work/lines.$round"
    read -r -t 60 -u "$lines" said
    [[ $said == following* ]] || { echo "it said \"$said\"" >&2; exit 1; }
    began=$(now)
    kill -KILL "$leader"
    {
        curl -sf -o /dev/null -X POST -H 'Content-Type: application/json' \
            -d "{\"party_id\": \"$((20000 + round))\", \"here\": true}" \
            "http://127.0.0.1:$port/v1/party/add"
        echo $(($(now) - began)) >>"$work/written"
    } &
    write=$!
    read -r -t 60 -u "$lines" said
    [[ $said == leading* ]] || { echo "it said \"$said\"" >&2; exit 1; }
    echo $(($(now) - began)) >>"$work/leading"
    wait "$write"
    leader=$server
done
echo "from kill -9 to leading:             $(figures <"$work/leading")"
echo "from kill -9 to an answered write:   $(figures <"$work/written")"
