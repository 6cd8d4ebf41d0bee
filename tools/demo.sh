#!/usr/bin/env bash
# Trains a logistic regression over the columns of two parties, watches it, and shows what the log
# knows about it. Ends with status 0 only if the job succeeded and nothing is left running.
set -euo pipefail
cd "$(dirname "$0")/.."

bin=${CLOTHO_BIN:-$(swift build -c release --show-bin-path)}
clotho=$bin/clotho
work=$(mktemp -d "${TMPDIR:-/tmp}/clotho-demo.XXXXXX")
server=

# The workers of this demo, and of no other: they work in its folder.
workers() {
    local process
    for process in /proc/[0-9]*; do
        [[ $(readlink "$process/exe") != */clotho-worker ]] || [[ $(readlink "$process/cwd") != "$work"/* ]] \
            || echo "${process#/proc/}"
    done
}

end_server() {
    [[ -n $server ]] || return 0
    kill -TERM "$server" 2>/dev/null || true
    wait "$server" 2>/dev/null || true
    server=
}

clean_up() {
    status=$?
    trap - EXIT
    end_server
    for pid in $(workers); do kill -KILL "$pid" 2>/dev/null || true; done
    if [[ $status -eq 0 || $status -eq 130 || $status -eq 143 ]]; then
        rm -rf "$work"
    else
        echo "The demo failed; the server's log and data stay in $work" >&2
        tail -n 20 "$work/server.log" >&2 2>/dev/null || true
    fi
    exit "$status"
}
trap clean_up EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

section() { printf '\n── %s\n\n' "$*"; }

section "A site starts: its log is empty"
coproc SITE { exec "$clotho" serve --data-dir "$work/site" --port 0 2>"$work/server.log"; }
server=$SITE_PID
read -r -t 30 greeting <&"${SITE[0]}" || {
    echo "The server did not start." >&2
    exit 1
}
echo "$greeting"
CLOTHO_SERVER=$(grep -o 'http://[^ ]*' <<<"$greeting")
export CLOTHO_SERVER

section "Two parties bring their columns of the same people"
"$clotho" data upload fixtures/data/credit_guest.csv --namespace demo --name credit_guest
"$clotho" data upload fixtures/data/credit_host.csv --namespace demo --name credit_host

section "They train together, and neither sees the other's columns"
started=$(date +%s%N)
job=$("$clotho" job submit --dsl fixtures/demo/dsl.json --conf fixtures/demo/conf.json |
    awk '/^job / {print $2}')
"$clotho" job watch "$job"
ended=$(date +%s%N)

section "What they learned"
"$clotho" metric show "$job" hetero_lr_0 --namespace train --name loss
"$clotho" metric show "$job" evaluation_0 --namespace train --name hetero_lr_0 | tee "$work/learned"
# The figures that this data gives, whoever holds it.
while read -r name figure; do
    grep -Eq "^ *$name +${figure//./\\.}" "$work/learned" || {
        echo "The $name is not $figure." >&2
        exit 1
    }
done <fixtures/demo/evaluation.txt

section "What the log knows"
printf 'time from submission to end: %d.%01d s\n' \
    $(((ended - started) / 1000000000)) $(((ended - started) / 100000000 % 10))
"$clotho" log stat

end_server
left=$(workers)
if [[ -n $left ]]; then
    echo "Workers are still running: $left" >&2
    exit 1
fi
