#!/usr/bin/env bash
# Installs the Debian packages that the build needs and this machine lacks.
set -euo pipefail

packages=(liblmdb-dev zlib1g-dev libgmp-dev nettle-dev libsqlite3-dev pkg-config make curl python3-cryptography python3-venv)

missing=()
for package in "${packages[@]}"; do
    state=$(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null || true)
    [[ $state == installed ]] || missing+=("$package")
done
[[ ${#missing[@]} -gt 0 ]] || exit 0

echo "Installing ${missing[*]}"
as_root=()
[[ $(id -u) -eq 0 ]] || as_root=(sudo)
install() {
    "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive \
        apt-get install -y --no-install-recommends "${missing[@]}"
}
# The package lists may be absent, or too old to name files that still exist.
install || { "${as_root[@]}" apt-get update && install; }
