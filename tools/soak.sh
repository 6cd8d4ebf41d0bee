#!/usr/bin/env bash
# Lives through simulations of several sites (docs/simulation.md) for SOAK_SECONDS, 600 by default: new seeds each
# time, on two threads. Prints seeds a second, and for a seed that breaks a rule what happened and the command
# that repeats it. Fails when one did. Nothing is left running, as all of it is one process.
set -euo pipefail
cd "$(dirname "$0")/.."
export SOAK_SECONDS=${SOAK_SECONDS:-600}
swift=${SWIFT:-swift}
"$swift" build --build-tests --explicit-target-dependency-import-check error
exec "$swift" test --skip-build --filter SimulationTests.SoakTests
