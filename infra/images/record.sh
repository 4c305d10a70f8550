#!/usr/bin/env bash
# Inside the build: starts the flow $1 as the image will, has a few calls answered, ends it, and keeps as $2 what Java recorded:
# about half the start-up time from then on. A program that does not start, answer and end here would not do so elsewhere
# either: then the build fails.
set -euo pipefail
flow="$1" cache="$2"
java=(/opt/java/bin/java "-XX:AOTCacheOutput=$cache" @/mosaic/java.args @/mosaic/program.args)
data="$(mktemp -d)" log="$(mktemp)" port="$QUARKUS_HTTP_PORT"

fail() {
    tail -n 50 "$log" >&2
    echo "record: $flow $1; without --build-arg RECORD=no the image is not built" >&2
    exit 1
}

# Prints the status of POST $1 with the body $2. Bash speaks TCP by itself: there is no curl here.
status_of() {
    local version status rest
    exec 3<>"/dev/tcp/127.0.0.1/$port"
    printf 'POST %s HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer %s\r\nContent-Type: application/json\r\nAccept: application/json, text/event-stream\r\nContent-Length: %s\r\nConnection: close\r\n\r\n%s' \
        "$1" "$MOSAIC_ADMIN_TOKEN" "${#2}" "$2" >&3
    read -r version status rest <&3
    cat <&3 >/dev/null
    exec 3>&-
    echo "$status"
}

# A call that writes, where there is one that needs nothing else, and one that reads.
calls_of() {
    case "$1" in
        webhook-intake) echo '/webhook-list {"limit":1}' ;;
        session-create)
            echo '/session-create {"project":"recording","client":"build"}'
            echo '/session-list {"limit":1}'
            ;;
        task-assign) echo '/task-list {"limit":1}' ;;
        coordination-relay) echo '/coordination-get {"requestId":"00000000-0000-7000-8000-000000000000"} 404' ;;
        event-dispatch) echo '/subscription-list {"limit":1}' ;;
        mcp-server) echo '/mcp {"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-11-25","capabilities":{},"clientInfo":{"name":"build","version":"1"}}}' ;;
        backup-trigger) echo '/backup-status {"limit":1}' ;;
        metrics-scrape) echo '/alert-list {"limit":1}' ;;
    esac
}

# The all-in-one plays its demo to itself, and makes up what it needs for that.
if [ "$flow" = all-in-one ]; then
    "${java[@]}" warm --data "$data" >"$log" 2>&1 || fail "could not play its demo to itself"
    [ -s "$cache" ] || fail "left no cache behind"
    exit
fi

export MOSAIC_DATA="$data" MOSAIC_ADMIN_TOKEN=of-the-recording-alone MOSAIC_WEBHOOK_SECRET=of-the-recording-alone
"${java[@]}" >"$log" 2>&1 &
pid=$!
for ((look = 0; ; look++)); do
    /probe 2>/dev/null && break
    kill -0 "$pid" 2>/dev/null || fail "ended before it was ready"
    [ "$look" -lt 600 ] || { kill -9 "$pid"; fail "was not ready within a minute"; }
    sleep 0.1
done
while read -r path body expected; do
    got="$(status_of "$path" "$body")"
    case "$got" in
        "${expected:-2}"*) ;;
        *) fail "answered $path with $got" ;;
    esac
done < <(calls_of "$flow")
# Java writes the cache after an orderly end.
kill "$pid"
wait "$pid" || [ $? -eq 143 ] || fail "did not end well"
[ -s "$cache" ] || fail "left no cache behind"
