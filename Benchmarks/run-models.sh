#!/usr/bin/env bash
# Trains HeteroLR on the whole default_credit tables over real processes and holds AUC and KS against
# the plaintext figures. Skipped where the tables are absent.
set -euo pipefail
data=$(dirname "$0")/../../shared/fixtures/data
[[ -f $data/default_credit_hetero_guest.csv.gz ]] || {
    echo "skipped: ../shared/fixtures/data is absent"
    exit 0
}

source "$(dirname "$0")/site.sh"
serve "$work/site"
CLOTHO_SERVER=http://127.0.0.1:$port
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
