#!/usr/bin/env bash
# The job of the quickstart over three sites: three servers, three data directories, three logs. Ends
# with status 0 only if the job succeeded, the logs agree and nothing is left running.
set -euo pipefail
cd "$(dirname "$0")/.."

bin=${CLOTHO_BIN:-$(swift build -c release --show-bin-path)}
clotho=$bin/clotho
work=$(mktemp -d "${TMPDIR:-/tmp}/clotho-federation.XXXXXX")
sites=(guest host arbiter)
declare -A party=([guest]=9999 [host]=10000 [arbiter]=9998)
declare -A name=([guest]=bank [host]=insurer [arbiter]=notary)
declare -A address server

# The workers of this demo, and of no other: they work in its folder.
workers() {
    local process
    for process in /proc/[0-9]*; do
        [[ $(readlink "$process/exe") != */clotho-worker ]] || [[ $(readlink "$process/cwd") != "$work"/* ]] \
            || echo "${process#/proc/}"
    done
}

end_servers() {
    local site
    for site in "${!server[@]}"; do kill -TERM "${server[$site]}" 2>/dev/null || true; done
    for site in "${!server[@]}"; do wait "${server[$site]}" 2>/dev/null || true; done
    server=()
}

clean_up() {
    status=$?
    trap - EXIT
    end_servers
    for pid in $(workers); do kill -KILL "$pid" 2>/dev/null || true; done
    if [[ $status -eq 0 || $status -eq 130 || $status -eq 143 ]]; then
        rm -rf "$work"
    else
        echo "The demo failed; the servers' logs and data stay in $work" >&2
        tail -n 20 "$work"/*.log >&2 2>/dev/null || true
    fi
    exit "$status"
}
trap clean_up EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

section() { printf '\n── %s\n\n' "$*"; }
at() { local site=$1; shift; "$clotho" "$@" --server "${address[$site]}"; }

section "Three organisations start a site each"
for site in "${sites[@]}"; do
    mkfifo "$work/$site.ready"
    "$clotho" serve --data-dir "$work/$site" --site "${name[$site]}" --port 0 \
        >"$work/$site.ready" 2>"$work/$site.log" &
    server[$site]=$!
    read -r -t 30 greeting <"$work/$site.ready" || {
        echo "The server of the $site did not start." >&2
        exit 1
    }
    address[$site]=$(grep -o 'http://[^ ]*' <<<"$greeting")
    printf '%-8s %-8s party %-6s %s\n' "$site" "${name[$site]}" "${party[$site]}" "${address[$site]}"
done

section "Each says where the parties live"
for site in "${sites[@]}"; do
    for other in "${sites[@]}"; do
        where=(--address "${address[$other]}")
        [[ $other != "$site" ]] || where=(--here)
        at "$site" party add "${party[$other]}" "${where[@]}" >/dev/null
    done
done
at guest party ping

section "Guest and host bring their columns of the same people, each to its own site"
at guest data upload fixtures/data/credit_guest.csv --namespace demo --name credit_guest
at host data upload fixtures/data/credit_host.csv --namespace demo --name credit_host

section "They train together; the arbiter holds the key and no data"
sed 's/"arbiter": \[10000\]/"arbiter": ['"${party[arbiter]}"']/' fixtures/demo/conf.json \
    >"$work/conf.json"
started=$(date +%s%N)
job=$(at guest job submit --dsl fixtures/demo/dsl.json --conf "$work/conf.json" |
    awk '/^job / {print $2}')
at guest job watch "$job"
ended=$(date +%s%N)

section "What they learned"
at guest metric show "$job" evaluation_0 --namespace train --name hetero_lr_0 | tee "$work/learned"
# The figures that this data gives, as with all parties at one site.
while read -r name figure; do
    grep -Eq "^ *$name +${figure//./\\.}" "$work/learned" || {
        echo "The $name is not $figure." >&2
        exit 1
    }
done <fixtures/demo/evaluation.txt
printf 'time from submission to end: %d.%01d s\n' \
    $(((ended - started) / 1000000000)) $(((ended - started) / 100000000 % 10))

for site in "${sites[@]}"; do
    section "What the log of the $site knows of the job"
    at "$site" log query --job "$job" --limit 500 |
        awk 'NR <= 12 || /ended|closed/ {print; next} !skipped {skipped = 1; print "  …"}'
    at "$site" log stat
done

# The job has ended; its parties still tell each other so.
over() { at guest audit reconcile "$job" --with "$1:${party[$1]}" --other "${address[$1]}" --json; }
for site in host arbiter; do
    for _ in {1..100}; do
        over "$site" | grep -Eq '"over": ?true' && break
        sleep 0.1
    done
done

section "The logs are compared, and the sites have signed each other's"
for site in host arbiter; do
    at guest audit reconcile "$job" --with "$site:${party[$site]}" --other "${address[$site]}"
done
at guest peer list

end_servers
left=$(workers)
if [[ -n $left ]]; then
    echo "Workers are still running: $left" >&2
    exit 1
fi
echo "reconciled"
