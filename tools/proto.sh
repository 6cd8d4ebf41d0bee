#!/usr/bin/env bash
# Generates Sources/Journal/Generated from Protos, with the generator of the package that reads it.
set -euo pipefail
cd "$(dirname "$0")/.."

command -v protoc >/dev/null || {
    echo "protoc is missing. Install it with: apt-get install protobuf-compiler" >&2
    exit 1
}
swift package resolve
checkout=.build/checkouts/swift-protobuf
scratch=.build-protoc-gen-swift
swift build -c release --package-path "$checkout" --scratch-path "$scratch" \
    --product protoc-gen-swift
plugin=$(swift build -c release --package-path "$checkout" --scratch-path "$scratch" \
    --show-bin-path)/protoc-gen-swift
protoc --plugin="$plugin" --proto_path=Protos --swift_out=Sources/Journal/Generated \
    --swift_opt=UseAccessLevelOnImports=true Protos/*.proto
git --no-pager diff --stat -- Sources/Journal/Generated
