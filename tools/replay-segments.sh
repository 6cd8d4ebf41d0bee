#!/usr/bin/env bash
# Makes the kept segments that `clotho replay --check` is tested with: fixtures/segments/replay-*.segment,
# each the whole log of a site that has just run the jobs of one situation. Ends with status 0 only if the
# decisions in all of them come out the same again.
set -euo pipefail
cd "$(dirname "$0")/.."

bin=${CLOTHO_BIN:-$(swift build -c release --show-bin-path)}
clotho=$bin/clotho
folder=fixtures/segments
work=$(mktemp -d "${TMPDIR:-/tmp}/clotho-segments.XXXXXX")
servers=()

workers() {
    local process
    for process in /proc/[0-9]*; do
        [[ $(readlink "$process/exe") != */clotho-worker ]] || [[ $(readlink "$process/cwd") != "$1"/jobs/* ]] \
            || echo "${process#/proc/}"
    done
}

end_servers() {
    local server
    for server in "${servers[@]}"; do
        kill -TERM "$server" 2>/dev/null || true
        wait "$server" 2>/dev/null || true
    done
    servers=()
}

clean_up() {
    local status=$? pid site
    trap - EXIT
    end_servers
    for site in "$work"/*/; do
        for pid in $(workers "${site%/}"); do kill -KILL "$pid" 2>/dev/null || true; done
    done
    [[ $status -eq 0 ]] && rm -rf "$work" || echo "The sites stay in $work" >&2
    exit "$status"
}
trap clean_up EXIT

# serve NAME OPTIONS…: starts a site; its address becomes CLOTHO_SERVER.
serve() {
    local name=$1 greeting=
    shift
    mkdir -p "$work/$name"
    mkfifo "$work/$name/greeting"
    "$clotho" serve --data-dir "$work/$name" --site "$name" --port 0 "$@" \
        >"$work/$name/greeting" 2>"$work/$name/server.log" &
    servers+=($!)
    read -r -t 30 greeting <"$work/$name/greeting"
    CLOTHO_SERVER=$(grep -o 'http://[^ ]*' <<<"$greeting")
    export CLOTHO_SERVER
}

# submit CORES MILLISECONDS [JSON MEMBERS of job_parameters.common [JSON MEMBERS of the second task's parameters]]:
# prints the id of a job of two tasks.
submit() {
    local conf=$work/conf.json
    cat >"$work/dsl.json" <<DSL
{"components": {
  "first": {"module": "Noop", "output": {"data": ["data"]}},
  "second": {"module": "Noop", "input": {"data": {"data": ["first.data"]}}}}}
DSL
    cat >"$conf" <<CONF
{"dsl_version": 2, "initiator": {"role": "guest", "party_id": 9999},
 "role": {"guest": [9999], "host": [10000]},
 "job_parameters": {"common": {"task_cores": $1, "task_parallelism": 1 ${3:+, $3}}},
 "component_parameters": {"common": {
   "first": {"milliseconds": $2}, "second": {"milliseconds": $2 ${4:+, $4}}}}}
CONF
    # The answer names other jobs too: those that hold what this one waits for.
    "$clotho" job submit --dsl "$work/dsl.json" --conf "$conf" | sed -n 's/^job \([0-9]*\) submitted$/\1/p'
}

# end JOB…: waits for the ends of jobs, whatever they are.
end() {
    local job
    for job in "$@"; do "$clotho" job watch "$job" >/dev/null 2>&1 || true; done
}

# at_work SITE: waits until a worker of the site has been given work.
at_work() { until [[ -n $(workers "$work/$1") ]]; do sleep 0.02; done; }

# keep SITE: ends all servers and writes the site's whole log to its segment.
keep() {
    end_servers
    rm -f "$folder/replay-$1.segment"
    "$clotho" log export "$folder/replay-$1.segment" --data-dir "$work/$1" >/dev/null
    "$clotho" replay --check "$folder/replay-$1.segment"
}

# Three jobs that fill the engine follow each other; a fourth, small one waits for its turn.
serve fifo --cores 8
jobs=$(for cores in 4 4 4 1; do submit "$cores" 400; done)
end $jobs
keep fifo

# A small job with a short time-out passes one that waits for all cores; one without may not.
serve backfill --cores 8 --queue-policy backfill
jobs="$(submit 3 800 '"timeout": 60') $(submit 4 50) $(submit 1 50) $(submit 1 50 '"timeout": 20')"
end $jobs
keep backfill

# The last one submitted is the most urgent.
serve priority --cores 8 --queue-policy priority
jobs="$(submit 4 1500) $(submit 4 50 '"priority": 1') $(submit 2 50) $(submit 4 50 '"priority": 7')"
end $jobs
keep priority

# One job is stopped at work, one in the queue.
serve stop --cores 8
running=$(submit 4 60000)
waiting=$(submit 4 50)
at_work stop
"$clotho" job stop "$waiting" >/dev/null
"$clotho" job stop "$running" >/dev/null
end "$running" "$waiting"
keep stop

# A limit ends one job at work and one in the queue.
serve limit --cores 8
jobs="$(submit 4 60000 '"timeout": 2') $(submit 4 50 '"queue_timeout": 1')"
end $jobs
keep limit

# A worker is killed: its task fails, its sibling is stopped, and the next job gets the cores.
serve worker --cores 8
running=$(submit 4 60000)
waiting=$(submit 4 50)
at_work worker
kill -KILL "$(workers "$work/worker" | head -n 1)"
end "$running" "$waiting"
keep worker

# A task fails, is retried after a second, fails again; with other parameters it succeeds, and at last
# everything runs once more.
serve again --cores 8
job=$(submit 4 50 '"auto_retries": 1, "auto_retry_delay": 1' '"fail_at": ["host:10000"]')
end "$job"
echo '{"component_parameters": {"common": {"second": {"fail_at": []}}}}' >"$work/update.json"
"$clotho" job update "$job" --conf "$work/update.json" >/dev/null
"$clotho" job rerun "$job" --watch >/dev/null
"$clotho" job rerun "$job" --component first --force --watch >/dev/null
keep again

# Cores are free, memory is not. A run that takes too long is stopped, and the next job gets its memory.
serve memory --cores 8 --memory 2g
jobs="$(submit 1 60000 '"task_memory": "1g", "task_timeout": 1') $(submit 1 50 '"task_memory": "1g"')"
end $jobs
keep memory

# The host lives at another site, which has cores for one job at a time.
serve elsewhere --cores 4
elsewhere=$CLOTHO_SERVER
"$clotho" party add 10000 --here >/dev/null
serve federated --cores 20
"$clotho" party add 9999 --here >/dev/null
"$clotho" party add 10000 --address "$elsewhere" >/dev/null
CLOTHO_SERVER=$elsewhere "$clotho" party add 9999 --address "$CLOTHO_SERVER" >/dev/null
jobs="$(submit 4 300) $(submit 4 50) $(submit 1 50)"
end $jobs
keep federated

ls -l "$folder"/*.segment
