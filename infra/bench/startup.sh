#!/usr/bin/env bash
# Start of the all-in-one to its first answer, as ./mosaic run starts it (with the start-up cache, Java 25) and without the
# cache, in turn. Prints each run, then the medians and their ratio. Needs a build: run ./mosaic doctor first.
# usage: infra/bench/startup.sh [PAIRS]
set -eu

root="$(cd -P "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)"
pairs="${1:-5}"
work="$(mktemp -d)"
pid=""
trap '[ -z "$pid" ] || kill "$pid" 2>/dev/null; rm -rf "$work"' EXIT
export MOSAIC_NO_BUILD=1

one() { # one NAME MOSAIC_NO_AOT: appends "milliseconds MiB cpu-seconds" to NAME
    local data="$work/data-$1" port=$((20000 + RANDOM % 12000)) begun answered
    begun=$(date +%s%N)
    MOSAIC_NO_AOT="$2" "$root/mosaic" run --data "$data" --port "$port" >"$work/log" 2>&1 &
    pid=$!
    until curl -sf -o /dev/null "http://127.0.0.1:$port/q/health/ready"; do
        kill -0 "$pid" 2>/dev/null || { cat "$work/log" >&2; exit 1; }
    done
    answered=$(date +%s%N)
    echo "$(((answered - begun) / 1000000)) $(awk '/VmRSS/ { print int($2 / 1024) }' "/proc/$pid/status")" \
        "$(awk -v hz="$(getconf CLK_TCK)" '{ print ($14 + $15) / hz }' "/proc/$pid/stat")" >>"$work/$1"
    kill "$pid"
    wait "$pid" || true
    pid=""
}

median() { cut -d' ' -f"$2" "$work/$1" | sort -n | awk '{ a[NR] = $1 } END { print a[int((NR + 1) / 2)] }'; }

# Once each, uncounted: the data folder is made, the page cache is filled.
one cache "" && one plain 1
: >"$work/cache"
: >"$work/plain"
for _ in $(seq "$pairs"); do
    one cache ""
    one plain 1
done
for name in cache plain; do
    echo "$name: $(tr '\n' ';' <"$work/$name")"
done
echo "              first answer    RSS        CPU"
for name in cache plain; do
    echo "median $name  $(median $name 1) ms         $(median $name 2) MiB    $(median $name 3) s"
done
awk -v a="$(median cache 1)" -v b="$(median plain 1)" 'BEGIN { printf "ratio of first answers, cache to plain: %.2f\n", a / b }'
