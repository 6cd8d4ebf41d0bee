#!/usr/bin/env bash
# Feeds damaged inputs to every reader of bytes from outside, for FUZZ_ROUNDS inputs a reader (ten
# million by default), with the address sanitiser. FUZZ_SEED repeats a run.
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
rounds=${FUZZ_ROUNDS:-10000000}
seed=${FUZZ_SEED:-$((RANDOM * 32768 + RANDOM))}
build=(-c release --product LogChild --package-path "$root" --scratch-path "$root/.build-fuzz"
    --sanitize=address)
swift build "${build[@]}"
child=$(swift build "${build[@]}" --show-bin-path)/LogChild
progress=$(mktemp)
trap 'rm -f "$progress"' EXIT

failed=0
for folder in "$root"/fixtures/fuzz/*/; do
    target=$(basename "$folder")
    echo "$target, seed $seed"
    if ! SWIFT_BACKTRACE=enable=no \
        "$child" fuzz "$target" "$seed" "$rounds" "$root/fixtures/fuzz" "$progress"; then
        failed=1
        round=$(od -An -td8 "$progress" | tr -d ' ')
        echo "FAILED in round $round; the input, in hexadecimal digits:"
        "$child" input "$target" "$seed" "$round" "$root/fixtures/fuzz"
    fi
done
exit $failed
