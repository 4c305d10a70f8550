# Sourced by infra/scripts/stack-test.sh: each container is killed under a light load and comes back.
# shellcheck shell=bash

LOAD=""

start_load() {
    mkfifo "$WORK/load.in"
    in_java Ledger <"$WORK/load.in" >"$LOGS/load.log" 2>&1 &
    LOAD=$!
    exec 9>"$WORK/load.in"
}

# The load asks for everything that was acknowledged when its standard input ends.
end_load() {
    local status=0
    exec 9>&-
    wait "$LOAD" || status=$?
    LOAD=""
    say "$(tail -n 1 "$LOGS/load.log")"
    [ $status = 0 ] || { FAILURES=$((FAILURES + 1)) && say "  see $LOGS/load.log"; }
}

end_of_load_process() { [ -z "$LOAD" ] || kill "$LOAD" 2>/dev/null || true; }

# The process, as when it runs out of memory: the policy of compose.yaml starts the container again.
crash() {
    on_host kill -9 "$(docker inspect -f '{{.State.Pid}}' "$(container "$1")")"
    # shellcheck disable=SC2034
    BACK=alone
}

# The engine takes this for a stop that somebody wanted, which is none of the policy's business: whoever kills so starts again.
docker_kill() {
    docker kill "$(container "$1")" >/dev/null
    sleep 2
    BACK=alone
    if [ "$(docker inspect -f '{{.State.Running}}' "$(container "$1")")" = false ]; then
        BACK="a start"
        docker start "$(container "$1")" >/dev/null
    fi
}

answers() {
    case "$1" in
        # shellcheck disable=SC2016
        redis) compose exec -T redis sh -c 'REDISCLI_AUTH="$(sed -n "s/^requirepass //p" /run/secrets/redis_conf)" redis-cli ping | grep -q PONG' ;;
        postgres) compose exec -T postgres pg_isready -q -h 127.0.0.1 -U postgres ;;
        mariadb) compose exec -T mariadb healthcheck.sh --connect --innodb_initialized ;;
        nginx-proxy-manager) is_answer session-list ;;
        webhook-intake) is_answer webhook-list ;;
        session-create) is_answer session-list ;;
        task-assign) is_answer task-list ;;
        coordination-relay) is_answer coordination-get ;;
        event-dispatch) is_answer audit-list ;;
        mcp-server) is_answer mcp ;;
        backup-trigger) is_answer backup-status ;;
        metrics-scrape) is_answer alert-list ;;
    esac
}

# Whatever the function says to it.
is_answer() { case "$(status_of "$1")" in 000 | 502 | 503 | 504) return 1 ;; *) return 0 ;; esac }

# kill_each HOW: one after another (or those that STACK_TEST_KILLS names); the others neither start again nor become unhealthy meanwhile.
kill_each() {
    local how="$1" name other from answered before disturbed
    declare -A before
    say ""
    for name in ${STACK_TEST_KILLS:-$FUNCTIONS $SERVERS}; do
        for other in $SERVERS $FUNCTIONS; do before[$other]="$(health_of "$other")"; done
        from="$(milliseconds)"
        "$how" "$name"
        until answers "$name"; do
            [ $(($(milliseconds) - from)) -lt 120000 ] || { say "$name did not come back" && return 1; }
        done
        answered="$(milliseconds)"
        until case "$(health_of "$name")" in healthy*) true ;; *) false ;; esac do
            [ $(($(milliseconds) - from)) -lt 150000 ] || { say "$name did not become healthy" && return 1; }
            sleep 0.5
        done
        disturbed=""
        for other in $SERVERS $FUNCTIONS; do
            [ "$other" = "$name" ] || [ "${before[$other]}" = "$(health_of "$other")" ] || disturbed="$disturbed $other"
        done
        say "$(printf '  %-24s back by %-10s answers after %5s s, healthy after %5s s%s' "$name" "$BACK," \
            "$(seconds $((answered - from)))" "$(seconds $(($(milliseconds) - from)))" "${disturbed:+; disturbed:$disturbed}")"
        [ -z "$disturbed" ] || FAILURES=$((FAILURES + 1))
    done
}
