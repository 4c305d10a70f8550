#!/usr/bin/env bash
# Records the start-up cache of a packaged application: what Java has loaded, linked and learned once, it need not do at the
# next start (JEP 483, 514 and 515: Java 25 or newer). About half the start-up time goes.
#
#   record-start-up-cache.sh APP OUT      then start it by:  java @APP/start.args
#
#   APP   a quarkus-app folder at the path where it will run. Java compares the class path with the recorded one, and the size
#         and time of each jar: record after the last copy. What does not fit is ignored, never wrong.
#   OUT   where the cache goes
#
# The Java of JAVA_HOME is used, else that of the PATH; it must be the one that will run. Wants no network, no Redis and no
# programs but bash and what is in every image (coreutils, sed). MOSAIC_RECORD_FLAGS are Java's flags instead of those below.
# The application must answer as it should; otherwise there is no cache, and this ends with 1. Works with bash 3.2.
set -u

# The serial collector starts fastest and suits a small heap. The others are what the manifest of quarkus-run.jar says, for a
# start without it, and silence about what no user can mend.
FLAGS="${MOSAIC_RECORD_FLAGS:---enable-native-access=ALL-UNNAMED --add-opens=java.base/java.lang=ALL-UNNAMED -XX:+UseSerialGC \
--sun-misc-unsafe-memory-access=allow -Djava.util.logging.manager=org.jboss.logmanager.LogManager}"
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

# In the order of Quarkus' own runner.
class_path() {
    local jar all=""
    for jar in "$APP"/quarkus/transformed-bytecode.jar "$APP"/quarkus/generated-bytecode.jar \
        "$APP"/app/*.jar "$APP"/lib/boot/*.jar "$APP"/lib/main/*.jar; do
        [ -f "$jar" ] && all="$all:$jar"
    done
    echo "${all#:}"
}

# The function that APP is, by the name of its own jar.
flow() {
    local jar
    for jar in "$APP"/app/*-[0-9]*.jar; do
        basename "$jar" | sed 's/-[0-9].*//'
        return
    done
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
    # shellcheck disable=SC2086
    MOSAIC_DATA="$DATA" QUARKUS_HTTP_HOST=127.0.0.1 QUARKUS_HTTP_PORT="$PORT" MOSAIC_ADMIN_TOKEN=recording \
        MOSAIC_WEBHOOK_SECRET=recording MOSAIC_REDIS_URL=redis://127.0.0.1:1 \
        "$JAVA" $FLAGS -XX:AOTCacheOutput="$OUT.new" "@$ARGS" io.quarkus.runner.GeneratedMain >"$LOG" 2>&1 &
    pid=$!
    STARTED=$pid
    until [ "$(ask GET /q/health/ready "")" = 200 ]; do
        kill -0 "$pid" 2>/dev/null && [ "$tries" -lt "$TRIES" ] || fail "it does not start"
        tries=$((tries + 1))
        sleep 0.1
    done
    play "$1"
    kill "$pid"
    wait "$pid"
    STARTED=""
}

# The all-in-one plays its demo to itself and ends.
record_all() {
    # shellcheck disable=SC2086
    "$JAVA" $FLAGS -XX:AOTCacheOutput="$OUT.new" "@$ARGS" "$MAIN" warm --data "$DATA" >"$LOG" 2>&1
}

tidy() {
    [ -n "${STARTED:-}" ] && kill -9 "$STARTED" 2>/dev/null
    rm -rf "$WORK" "$OUT.new" "$OUT.new.config"
}

[ $# = 2 ] || { sed -n '2,/^set -u/s/^# \{0,1\}//p' "$0" >&2; exit 2; }
[ -d "$1/lib/main" ] || fail "$1 is no quarkus-app folder"
APP="$(cd -P "$1" && pwd)"
OUT="$(cd -P "$(dirname "$2")" && pwd)/$(basename "$2")" || fail "there is no folder for $2"
JAVA="${JAVA_HOME:+$JAVA_HOME/bin/}java"
# Not by trying: what it writes to, Java removes first, and for root that would be /dev/null itself.
"$JAVA" -XX:+PrintFlagsFinal -version 2>/dev/null | grep AOTCacheOutput >/dev/null || fail "$JAVA cannot record: Java 25 or newer can"

WORK="$(mktemp -d)" || fail "no folder for temporary files"
DATA="$WORK/data"
LOG="$WORK/log"
ARGS="$WORK/classpath.args"
MAIN=io.quarkus.runner.GeneratedMain
mkdir "$DATA"
trap tidy EXIT
without_settings
printf -- '-cp "%s"\n' "$(class_path)" >"$ARGS"
FLOW="$(flow)"
if [ "$FLOW" = all-in-one ]; then
    MAIN=dev.mosaicstack.functions.allinone.Mosaic
    record_all || fail "it cannot play its demo to itself"
else
    record_function "$FLOW"
fi
[ -f "$OUT.new" ] || fail "Java has written no cache"
mv "$OUT.new" "$OUT" || fail "cannot write $OUT"
# A cache that does not fit after all is ignored by Java; its warning would only puzzle.
{
    printf '%s\n' $FLAGS
    printf -- '-XX:AOTCache="%s"\n-Xlog:disable -Xlog:all=error:stderr\n' "$OUT"
    cat "$ARGS"
    echo "$MAIN"
} >"$APP/start.args"
