#!/usr/bin/env bash
# Trains HeteroLR on the whole default_credit tables over real processes and holds AUC and KS against
# the plaintext figures. Skipped where the tables are absent.
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
data=$root/../shared/fixtures/data
bin=${CLOTHO_BIN:-$(swift build -c release --package-path "$root" --show-bin-path)}
[[ -f $data/default_credit_hetero_guest.csv.gz ]] || {
    echo "skipped: ../shared/fixtures/data is absent"
    exit 0
}

work=$(mktemp -d "${BENCH_DIR:-/tmp}/clotho-models.XXXXXX")
server=
clean_up() {
    [[ -z $server ]] || kill -TERM "$server" 2>/dev/null || true
    wait 2>/dev/null || true
    rm -rf "$work"
}
trap clean_up EXIT

coproc SITE { exec "$bin/clotho" serve --data-dir "$work/site" --port 0 2>"$work/server.log"; }
server=$SITE_PID
read -r -t 30 greeting <&"${SITE[0]}" || {
    echo "The server did not start:" >&2
    tail "$work/server.log" >&2
    exit 1
}
CLOTHO_SERVER=$(grep -o 'http://[^ ]*' <<<"$greeting")
export CLOTHO_SERVER

for side in guest host; do
    gzip -dc "$data/default_credit_hetero_$side.csv.gz" >"$work/$side.csv"
    "$bin/clotho" data upload "$work/$side.csv" --namespace experiment --name "credit_$side"
done
job=$("$bin/clotho" job submit --dsl "$root/fixtures/demo/dsl.json" \
    --conf "$root/Benchmarks/models/default_credit.json" | awk '/^job / {print $2}')
started=$(date +%s%N)
"$bin/clotho" job watch "$job" | tail -n 1
ended=$(date +%s%N)
"$bin/clotho" metric show "$job" evaluation_0 --namespace train --name hetero_lr_0
printf 'time from submission to end      %d s\n' $(((ended - started) / 1000000000))
echo 'plaintext, joined columns        auc 0.724221  ks 0.378024'
echo 'plaintext, the guest alone       auc 0.658523  ks 0.246254'
