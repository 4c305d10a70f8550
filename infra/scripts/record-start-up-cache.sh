#!/usr/bin/env bash
# Records the start-up cache of a packaged function: what Java has loaded, linked and learned once, it need not do at the next
# start (JEP 483, 514 and 515: Java 25 or newer). About half the start-up time goes.
#
#   record-start-up-cache.sh FLOW OUT JAVA-ARGUMENT...
#
#   FLOW           a folder of functions/
#   OUT            where the cache goes
#   JAVA-ARGUMENT  as of its start: flags, class path, main class. Java compares flags and class path with the recorded ones, and
#                  the size and time of each jar: record after the last copy. What does not fit is ignored, never wrong.
#
# The Java of JAVA_HOME is used, else that of the PATH; it must be the one that will run. Wants no network, no Redis and no
# programs but bash and what is in every image (coreutils, sed, grep).
# The function must start, answer and end as it should; otherwise there is no cache, and this ends with 1. Works with bash 3.2.
set -u
# With it, cd would look elsewhere first, and print where it went.
unset CDPATH

TRIES=1200

# A push and its signature under the secret "recording".
PUSH='{"ref":"refs/heads/main","before":"0000000","after":"1111111","repository":{"full_name":"acme/app"},"commits":[]}'
SIGNATURE=3391b4fd954bf653847062ab912b23fd1577d8260df185a75de0b1c478ad332c
NOTHING=01890a5d-ac96-774b-bcce-000000000000

fail() {
    echo "record-start-up-cache: $1" >&2
    [ -n "${LOG:-}" ] && [ -f "$LOG" ] && sed -e '/^WARNING/d' -e '/\[warning\]\[aot\]/d' "$LOG" | tail -n 20 >&2
    exit 1
}

free_port() {
    local port
    while :; do
        port=$((20000 + RANDOM % 12768))
        (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null || break
    done
    echo "$port"
}

# Sends METHOD PATH BODY [HEADER...] and prints the status.
ask() {
    local method="$1" path="$2" body="$3" header headers=""
    shift 3
    for header in "$@"; do
        headers="$headers$header"$'\r\n'
    done
    (
        exec 3<>"/dev/tcp/127.0.0.1/$PORT" || exit 1
        printf '%s %s HTTP/1.1\r\nHost: 127.0.0.1:%s\r\nAuthorization: Bearer recording\r\nConnection: close\r\n' \
            "$method" "$path" "$PORT" >&3
        printf 'Content-Type: application/json\r\nContent-Length: %s\r\n%s\r\n%s' "${#body}" "$headers" "$body" >&3
        cat <&3
    ) 2>/dev/null | sed -n '1s/^HTTP[^ ]* \([0-9]*\).*/\1/p'
}

# The application must give this STATUS to METHOD PATH BODY [HEADER...]; a few times, because Java learns from repetition.
want() {
    local status="$1" found
    shift
    for _ in 1 2 3; do
        found="$(ask "$@")"
        [ "$found" = "$status" ] || fail "$2 is answered ${found:-not at all}, not $status"
    done
}

# What each function does most, as far as it can be done alone.
play() {
    want 200 GET /q/health/ready ""
    want 200 GET /metrics ""
    case "$1" in
        webhook-intake)
            want 202 POST /webhook-intake "$PUSH" "X-Gitea-Event: push" "X-Gitea-Delivery: recording" "X-Gitea-Signature: $SIGNATURE"
            want 200 POST /webhook-list '{"limit":1}'
            ;;
        session-create)
            want 201 POST /session-create '{"project":"acme/app","client":"recording"}'
            want 200 POST /session-list '{"limit":1}'
            want 404 POST /agent-deploy '{"sessionId":"'$NOTHING'","name":"a","role":"r","capabilities":["java"]}'
            ;;
        task-assign)
            want 404 POST /task-assign '{"sessionId":"'$NOTHING'","title":"t","capability":"java"}'
            want 404 POST /task-claim '{"agentId":"'$NOTHING'"}'
            want 200 POST /task-list '{"limit":1}'
            ;;
        coordination-relay)
            want 404 POST /coordination-request '{"sessionId":"'$NOTHING'","from":"'$NOTHING'","capability":"c","topic":"t","body":"b"}'
            want 404 POST /coordination-get '{"requestId":"'$NOTHING'"}'
            ;;
        event-dispatch)
            want 202 POST /event-publish '{"type":"com.acme.recording"}'
            want 200 POST /subscription-list '{"limit":1}'
            ;;
        mcp-server)
            want 200 POST /mcp '{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-11-25","capabilities":{},"clientInfo":{"name":"recording","version":"1"}}}' \
                "Accept: application/json, text/event-stream"
            ;;
        backup-trigger) want 200 POST /backup-status '{"limit":1}' ;;
        metrics-scrape)
            want 200 POST /metrics-scrape '{}'
            want 200 POST /alert-list '{"limit":1}'
            ;;
        *) fail "nobody knows what to ask of $1: say it in play()" ;;
    esac
}

# Without what is set for the real thing: its token, its databases, its backups.
without_settings() {
    local name
    for name in $(env | sed -n -e 's/^\(MOSAIC_[A-Z0-9_]*\)=.*/\1/p' -e 's/^\(QUARKUS_[A-Z0-9_]*\)=.*/\1/p'); do
        unset "$name"
    done
}

# One function: started, asked, stopped; Java writes its cache when it is told to end.
record_function() {
    local pid tries=0
    PORT="$(free_port)"
    MOSAIC_DATA="$DATA" QUARKUS_HTTP_HOST=127.0.0.1 QUARKUS_HTTP_PORT="$PORT" MOSAIC_ADMIN_TOKEN=recording \
        MOSAIC_WEBHOOK_SECRET=recording MOSAIC_REDIS_URL=redis://127.0.0.1:1 \
        "$JAVA" -XX:AOTCacheOutput="$OUT.new" "${START[@]}" >"$LOG" 2>&1 &
    pid=$!
    STARTED=$pid
    until [ "$(ask GET /q/health/ready "")" = 200 ]; do
        kill -0 "$pid" 2>/dev/null && [ "$tries" -lt "$TRIES" ] || fail "it does not start"
        tries=$((tries + 1))
        sleep 0.1
    done
    play "$1"
    kill "$pid"
    # 143 is that of SIGTERM.
    wait "$pid" || [ $? = 143 ] || fail "it does not end as it should"
    STARTED=""
}

# The all-in-one plays its demo to itself and ends.
record_all() {
    "$JAVA" -XX:AOTCacheOutput="$OUT.new" "${START[@]}" warm --data "$DATA" >"$LOG" 2>&1
}

tidy() {
    [ -n "${STARTED:-}" ] && kill -9 "$STARTED" 2>/dev/null
    rm -rf "$WORK" "$OUT.new" "$OUT.new.config"
}

[ $# -ge 3 ] || { sed -n '2,/^set -u/s/^# \{0,1\}//p' "$0" >&2; exit 2; }
FLOW="$1"
OUT="$(cd -P "$(dirname "$2")" && pwd)/$(basename "$2")" || fail "there is no folder for $2"
START=("${@:3}")
JAVA="${JAVA_HOME:+$JAVA_HOME/bin/}java"
# Not by trying: what it writes to, Java removes first, and for root that would be /dev/null itself.
"$JAVA" -XX:+PrintFlagsFinal -version 2>/dev/null | grep AOTCacheOutput >/dev/null || fail "$JAVA cannot record: Java 25 or newer can"

WORK="$(mktemp -d)" || fail "no folder for temporary files"
DATA="$WORK/data"
LOG="$WORK/log"
mkdir "$DATA"
trap tidy EXIT
without_settings
if [ "$FLOW" = all-in-one ]; then
    record_all || fail "it cannot play its demo to itself"
else
    record_function "$FLOW"
fi
[ -f "$OUT.new" ] || fail "Java has written no cache"
mv "$OUT.new" "$OUT" || fail "cannot write $OUT"
