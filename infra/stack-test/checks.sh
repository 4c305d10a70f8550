# Sourced by infra/scripts/stack-test.sh: what must hold of a stack that is up.
# shellcheck shell=bash

# check WORDS TRUE-OR-NOT [MORE]
check() {
    if [ "$2" = yes ]; then
        row "$1" ok "${3:-}"
    else
        FAILURES=$((FAILURES + 1))
        row "$1" FAILED "${3:-}"
    fi
}

# Databases are healthy before any function starts.
check_order() {
    local said
    said="$(awk -v functions="$FUNCTIONS" '
        $2 == "start" && !($3 in start) { start[$3] = $1 }
        $2 == "health_status:" && $3 == "healthy" && !($4 in healthy) { healthy[$4] = $1 }
        END {
            ready = healthy["redis"] > healthy["postgres"] ? healthy["redis"] : healthy["postgres"]
            n = split(functions, name, " ")
            for (i = 1; i <= n; i++) if (!ready || !(name[i] in start) || start[name[i]] < ready) early = early " " name[i]
            for (s in healthy) all += 1
            if (early) print "started before Redis and PostgreSQL were healthy:" early
            else printf "ok, %d containers became healthy\n", all
        }' "$WORK/events")"
    case "$said" in ok*) check "functions start after databases" yes "${said#ok, }" ;; *) check "functions start after databases" no "$said" ;; esac
}

# on_host COMMAND...: among the processes of the engine's host: here, or in a container that sees them.
on_host() {
    if [ "$(id -u)" = 0 ] && kill -0 "$(docker inspect -f '{{.State.Pid}}' "${ID[redis]}")" 2>/dev/null; then
        "$@"
    else
        docker run --rm --pid=host --privileged --network none --entrypoint "$1" "$(compose config --images postgres)" "${@:2}"
    fi
}

# As the kernel sees the processes, and not as compose.yaml asks for it.
check_confinement() {
    local name pid said
    for name in $FUNCTIONS; do
        pid="$(docker inspect -f '{{.State.Pid}}' "$(container "$name")")"
        # shellcheck disable=SC2016
        said="$(on_host sh -c '
            awk "/^(Uid|Gid|CapEff|CapBnd|NoNewPrivs):/ { printf \"%s%s \", \$1, \$2 }" "/proc/$1/status"
            for path in x etc/x opt/x; do
                touch "/proc/$1/root/$path" 2>/dev/null && echo "written:/$path" || true
            done
            touch "/proc/$1/root/tmp/x" "/proc/$1/root/var/lib/mosaic/x" && echo tmp-and-data' sh "$pid")"
        case "$said" in
            "Uid:65532 Gid:65532 CapEff:0000000000000000 CapBnd:0000000000000000 NoNewPrivs:1 tmp-and-data") ;;
            *) check "$name is confined" no "$said" && continue ;;
        esac
        CONFINED=$((${CONFINED:-0} + 1))
    done
    [ "${CONFINED:-0}" != 8 ] || check "confined" yes "8 of 8: uid 65532, no capabilities, no new privileges, root read-only, /tmp and data written"
}

# What is broken is counted, and named in the log: the kills are to be seen all the same.
hold_contracts() {
    local status=0
    in_java Contracts >"$LOGS/contracts.log" 2>&1 || status=$?
    say "$(tail -n 1 "$LOGS/contracts.log")"
    if [ $status != 0 ]; then
        FAILURES=$((FAILURES + 1))
        sed -n 's/^ *JUnit Jupiter:/  broken: /p' "$LOGS/contracts.log" >>"$WORK/said"
        say "  see $LOGS/contracts.log"
    fi
}

health_of() { docker inspect -f '{{.State.Health.Status}} {{.State.StartedAt}}' "$(container "$1")"; }

check_all_healthy() {
    local name ill=""
    for name in $SERVERS $FUNCTIONS; do
        case "$(health_of "$name")" in healthy*) ;; *) ill="$ill $name" ;; esac
    done
    check "all healthy at the end" "$([ -z "$ill" ] && echo yes || echo no)" "$ill"
}
