#!/usr/bin/env bash
# Runs the tests that were built, and names again at the end what failed: thousands of lines stand between
# a failure and the last line. Arguments go to `swift test` (`tools/test.sh --filter Rerun`); without any, the
# seeds of the simulation run by themselves behind all others, so that what they take is theirs.
set -euo pipefail
cd "$(dirname "$0")/.."

report=$(mktemp)
trap 'rm -f "$report"' EXIT

seeds=theRulesHoldWhateverGoesWrong
status=0
run() { "${SWIFT:-swift}" test --skip-build "$@" 2>&1 | tee -a "$report" || status=$?; }

if [ $# -gt 0 ]; then
    run "$@"
else
    run --skip "$seeds"
    start=$SECONDS
    run --filter "$seeds"
    printf 'The seeds of the simulation took %d s (at most 180 wanted).\n' $((SECONDS - start))
fi
[ "$status" -eq 0 ] && exit 0

printf '\n=== What failed\n'
awk '/^✘|Fatal error|^error: |^\*\*\* / { print; told = 1; count++; next }
    told && /^↳/ && !/^↳ \/\/\// { print; next }
    { told = 0 }
    END { if (!count) print "no test says so; its process ended on its own account (see above)" }' "$report" |
    cut -c 1-600 | sed -n '1,60p'
exit "$status"
