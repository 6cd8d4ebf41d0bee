# Sourced by the benchmarks that run servers: the programs, a folder to work in, and servers that end with the
# script. CLOTHO_BIN is another folder of programs, BENCH_DIR another place to work in.
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
bin=${CLOTHO_BIN:-$(swift build -c release --package-path "$root" --show-bin-path)}
for program in clotho clotho-worker; do
    [[ -x $bin/$program ]] || {
        echo "$bin/$program is missing. Build it with: make release" >&2
        exit 1
    }
done

work=$(mktemp -d "${BENCH_DIR:-/tmp}/clotho-bench.XXXXXX")
server=
clean_up() {
    [[ -z $server ]] || kill -TERM "$server" 2>/dev/null || true
    wait 2>/dev/null || true
    # A server that a benchmark has started again is no child of this shell.
    while [[ -n $server && -e /proc/$server ]]; do sleep 0.05; done
    rm -rf "$work"
}
trap clean_up EXIT

# serve DIRECTORY [OPTION...]: starts a server and waits until it listens; sets `server` and `port`.
serve() {
    rm -f "$work/greeting"
    mkfifo "$work/greeting"
    "$bin/clotho" serve --data-dir "$1" --port 0 "${@:2}" >"$work/greeting" 2>"$work/server.log" &
    server=$!
    local greeting
    read -r -t 300 greeting <"$work/greeting" || {
        echo "The server did not start:" >&2
        tail "$work/server.log" >&2
        exit 1
    }
    port=${greeting##*:}
    port=${port%%[!0-9]*}
}

# end: ends the server.
end() {
    kill -TERM "$server"
    wait "$server" || true
    server=
}
