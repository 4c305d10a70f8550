#!/usr/bin/env bash
# Uses ./mosaic run, demo, doctor and backup as a person would, mishaps included. Needs what ./mosaic has built before.
# Prints one line per check; the last line is "N passed, N failed"; exit code 1 if any failed.
set -u
# With it, cd would look elsewhere first, and print where it went.
unset CDPATH
# Job control: each command in the background gets a process group of its own, as in a terminal, so that Ctrl-C
# (SIGINT to the group) can be sent to it.
set -m

ROOT="$(cd -P "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)"
MOSAIC="$ROOT/mosaic"
WORK="$(cd -P "$(mktemp -d)" && pwd)"
export MOSAIC_NO_BUILD=1
for name in $(env | sed -n 's/^\(MOSAIC_[A-Z_]*\)=.*/\1/p'); do
    case "$name" in MOSAIC_NO_BUILD | MOSAIC_JAVA_HOME | MOSAIC_JAVA_OPTS | MOSAIC_NO_AOT) ;; *) unset "$name" ;; esac
done

passed=0
failed=0
started=""

cleanup() {
    local pid
    for pid in $started; do
        kill -KILL "$pid" 2>/dev/null
    done
    for pid in $(redis_pids "$WORK"); do
        kill -KILL "$pid" 2>/dev/null
    done
    umount "$WORK/readonly" 2>/dev/null
    rm -rf "$WORK"
}
trap cleanup EXIT

check() { # check WORDS COMMAND...
    local words="$1"
    shift
    if "$@"; then
        passed=$((passed + 1))
        echo "ok      $words"
    else
        failed=$((failed + 1))
        echo "FAILED  $words"
    fi
}

into() { # into FILE COMMAND...: its output goes there, the verdict of check does not
    local file="$1"
    shift
    "$@" >>"$file" 2>&1
}

until_true() { # until_true SECONDS COMMAND...
    local end=$((SECONDS + $1))
    shift
    until "$@"; do
        [ "$SECONDS" -lt "$end" ] || return 1
        # Between two looks, not in place of one.
        read -r -t 0.05 <> <(:) || true
    done
}

free_port() {
    local port
    while :; do
        port=$((20000 + RANDOM % 12000))
        (: <"/dev/tcp/127.0.0.1/$port") 2>/dev/null || break
    done
    echo "$port"
}

redis_pids() { # processes whose executable lies below $1
    local link
    for link in /proc/[0-9]*/exe; do
        case "$(readlink "$link" 2>/dev/null)" in
            "$1"/*redis-server*) link="${link#/proc/}" && echo "${link%/exe}" ;;
        esac
    done
}

start() { # start FOLDER PORT: in the background; sets PID
    "$MOSAIC" run --data "$1" --port "$2" >"$1.out" 2>&1 &
    PID=$!
    started="$started $PID"
}

healthy() { curl -sf -o /dev/null "http://127.0.0.1:$1/q/health/ready"; }
says() { grep -qF -- "$2" "$1"; }
gone() { ! kill -0 "$1" 2>/dev/null; }
is_empty() { [ -z "$1" ]; }
equals() { [ "$1" = "$2" ]; }
differs() { [ "$1" != "$2" ]; }
no_redis_left() { [ -z "$(redis_pids "$1")" ]; }

# refused WORDS ARGUMENTS...: ends with 1, says WORDS in one line, no stack trace.
refused() {
    local words="$1" out="$WORK/refused-$RANDOM.out"
    shift
    "$MOSAIC" "$@" >"$out" 2>&1
    local code=$?
    if [ "$code" -ne 1 ] || [ "$(grep -c . "$out")" -ne 1 ] || ! says "$out" "$words"; then
        echo "        exit code $code, expected one line with \"$words\", came:"
        sed 's/^/        | /' "$out" | head -n 20
        return 1
    fi
}

with_redis() { # with_redis URL COMMAND...
    local url="$1"
    shift
    (export MOSAIC_REDIS_URL="$url" && "$@")
}

ends_in_time() { # ends_in_time SIGNAL TARGET PID: within 5 s and with exit code 0
    local begin end code
    begin="$(date +%s%N)"
    kill "-$1" -- "$2"
    wait "$3"
    code=$?
    end="$(date +%s%N)"
    echo "        SIG$1: exit code $code after $(((end - begin) / 1000000)) ms"
    [ "$code" -eq 0 ] && [ $((end - begin)) -lt 5000000000 ]
}

# --- run ---------------------------------------------------------------------------------------------------------

a="$WORK/a"
port="$(free_port)"
start "$a" "$port"
check "run answers" until_true 60 healthy "$port"
check "run says where it listens" until_true 10 says "$a.out" "http://127.0.0.1:$port"
check "run says where the admin token is" says "$a.out" "$a/admin.token"
check "the admin token is there and private" equals "$(stat -c %a "$a/admin.token" 2>/dev/null)" 600
check "the webhook secret is there and private" equals "$(stat -c %a "$a/webhook.secret")" 600
check "health tells of the database and Redis" \
    equals "$(curl -s "http://127.0.0.1:$port/q/health/ready" | grep -ciE '"name": *"(database|redis)"')" 2
check "a second run on the same folder is refused by name of the first" \
    refused "in use by pid $PID, http://127.0.0.1:$port" run --data "$a" --port "$(free_port)"
check "a port in use by another MosAIc is refused by name" \
    refused "port $port is in use by MosAIc (pid $PID, data folder $a)" run --data "$WORK/b" --port "$port"
check "doctor finds nothing wrong while it runs" into "$WORK/doctor.out" "$MOSAIC" doctor --data "$a" --port "$port"
check "doctor names the running instance" says "$WORK/doctor.out" "pid $PID"

check "demo against the running instance" into "$WORK/demo.out" "$MOSAIC" demo --data "$a"
check "demo shows the whole play" says "$WORK/demo.out" "all as promised"
check "demo again, against the same instance" into "$WORK/demo.out" "$MOSAIC" demo --data "$a"
check "demo by address" into "$WORK/demo.out" env MOSAIC_ADMIN_TOKEN_FILE="$a/admin.token" \
    MOSAIC_WEBHOOK_SECRET_FILE="$a/webhook.secret" "$MOSAIC" demo --url "http://127.0.0.1:$port"
check "demo with a wrong token fails" \
    env MOSAIC_ADMIN_TOKEN=wrong MOSAIC_WEBHOOK_SECRET_FILE="$a/webhook.secret" \
    bash -c '! "$0" demo --url "$1" >"$2" 2>&1' "$MOSAIC" "http://127.0.0.1:$port" "$WORK/demo-wrong.out"
check "and says what was expected and what came" says "$WORK/demo-wrong.out" "UNAUTHENTICATED"
hello='{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-11-25","capabilities":{},"clientInfo":{"name":"t","version":"1"}}}'
echo "$hello" | "$MOSAIC" mcp-stdio --data "$a" >"$WORK/stdio.out" 2>"$WORK/stdio.err"
check "mcp-stdio ends with its input" equals $? 0
check "it has answered with what runs on the data folder" says "$WORK/stdio.out" '"protocolVersion":"2025-11-25"'
check "and nothing else, neither there nor to the user" equals "$(cat "$WORK/stdio.out" "$WORK/stdio.err" | grep -c .)" 1
check "mcp-stdio to no address is refused" refused "is not an http address" mcp-stdio --data "$a" --url here
check "demo lines are no wider than 100 columns" \
    is_empty "$(sed 's/✔/v/' "$WORK/demo.out" | grep '^+' | grep -E '.{101}')"
check "demo prints no colours into a file" bash -c "! grep -q \$'\\033' '$WORK/demo.out'"

# --- the README's tour, word for word but for the address and the folder --------------------------------------------

sed -n '/^## A tour with curl/,/^## Calls/p' "$ROOT/README.md" | sed -n '/^```sh/,/^```/p' | sed '/^```/d' |
    sed "s#http://127.0.0.1:3456#http://127.0.0.1:$port#; s#data/#$a/#g" >"$WORK/tour"
check "the README's tour runs" into "$WORK/tour.out" bash -u "$WORK/tour"
check "the push of the tour is taken" says "$WORK/tour.out" '"type":"dev.mosaicstack.git.push","duplicate":false'
check "the planner gets its answer" says "$WORK/tour.out" '"response":"One is."'
check "the session of the tour ends closed" says "$WORK/tour.out" '"state":"closed"'
check "only the old fence is refused" equals "$(grep -o '"code":"[A-Z_]*"' "$WORK/tour.out")" '"code":"TASK_FENCED"'

# --- Redis dies, the run dies -------------------------------------------------------------------------------------

old="$(redis_pids "$a")"
kill -KILL "$old"
check "a Redis that died is started again" until_true 15 says "$a.out" "redis: answers again"
check "and it is another process" differs "$(redis_pids "$a")" "$old"

left="$(redis_pids "$a")"
kill -KILL "$PID"
wait "$PID" 2>/dev/null
check "a killed run leaves its Redis" equals "$(redis_pids "$a")" "$left"
start "$a" "$port"
check "the next run answers" until_true 60 healthy "$port"
check "it took over what was left" until_true 10 says "$a.out" "took over pid $left"
check "there is one Redis" equals "$(redis_pids "$a")" "$left"
check "what was made before is still there" \
    until_true 5 bash -c "curl -sf -H \"Authorization: Bearer \$(cat '$a/admin.token' 2>/dev/null)\" -H 'Content-Type: application/json' \
        -d '{}' 'http://127.0.0.1:$port/session-list' | grep -q sessionId"

call() { # call CALL BODY CURL_OPTIONS...: as the administrator of $a; the answer goes to standard output
    local name="$1" body="$2"
    shift 2
    curl -s -H "Authorization: Bearer $(cat "$a/admin.token")" -H 'Content-Type: application/json' -d "$body" "$@" \
        "http://127.0.0.1:$port/$name"
}
field() { sed -n "s/.*\"$1\":\"\([^\"]*\)\".*/\1/p"; }

session="$(call session-create '{"project":"acme/website","client":"user-test"}' | field sessionId)"
task="$(call task-assign "{\"sessionId\":\"$session\",\"title\":\"wait\",\"capability\":\"none\"}" | field taskId)"
(call task-get "{\"taskId\":\"$task\",\"waitSeconds\":30,\"sinceVersion\":1}" -w ' %{http_code}' >"$WORK/poll.out") &
poll=$!
established() { grep -q "$(printf '0100007F:%04X [0-9A-F]*:[0-9A-F]* 01' "$port")" /proc/net/tcp; }
until_true 10 established
check "SIGTERM ends it within 5 s" ends_in_time TERM "$PID" "$PID"
wait "$poll"
# 503 where the signal was faster than the call.
check "a call that was waiting then got its answer" grep -qE " (200|503)$" "$WORK/poll.out"
check "no Redis is left" no_redis_left "$a"

start "$a" "$port"
check "it starts again" until_true 60 healthy "$port"
check "Ctrl-C ends it within 5 s" ends_in_time INT "-$PID" "$PID"
check "no Redis is left" no_redis_left "$a"

# --- what cannot work ---------------------------------------------------------------------------------------------

touch "$WORK/file"
check "a data folder that is a file is refused" refused "is not a folder" run --data "$WORK/file" --port "$port"
check "a data folder below a file is refused" refused "cannot be written to" run --data "$WORK/file/d" --port "$port"
mkdir -p "$WORK/readonly"
if mount -t tmpfs -o ro tmpfs "$WORK/readonly" 2>/dev/null; then
    check "a read-only data folder is refused" refused "cannot be written to" run --data "$WORK/readonly" --port "$port"
elif [ "$(id -u)" -ne 0 ]; then
    chmod 500 "$WORK/readonly"
    check "a read-only data folder is refused" refused "cannot be written to" run --data "$WORK/readonly" --port "$port"
else
    check "a data folder on a read-only file system is refused" refused "cannot be written to" run --data /proc/mosaic --port "$port"
fi

c="$WORK/corrupt"
mkdir -p "$c/mcp/state"
head -c 20000 /dev/urandom >"$c/mcp/state/mosaic.db"
check "a corrupt database is refused" refused "is damaged" run --data "$c" --port "$port"
check "no Redis was left by that" no_redis_left "$c"
"$MOSAIC" doctor --data "$c" --port "$port" >"$WORK/doctor.out"
check "doctor exits with 1 for it" equals $? 1
check "doctor says so" says "$WORK/doctor.out" "is damaged"
if [ -f "$a/mcp/state/mosaic.db" ]; then
    t="$WORK/truncated"
    mkdir -p "$t/mcp/state"
    head -c $(($(wc -c <"$a/mcp/state/mosaic.db") / 2)) "$a/mcp/state/mosaic.db" >"$t/mcp/state/mosaic.db"
    check "a truncated database is refused" refused "is damaged" run --data "$t" --port "$port"
fi

r="$WORK/r"
check "a malformed Redis URL is refused" \
    with_redis localhost:6379 refused "not a Redis URL" run --data "$r" --port "$port"
check "a Redis on an unknown host is refused" \
    with_redis redis://no-such-host.invalid:6379 refused "no-such-host.invalid" run --data "$r" --port "$port"

start "$a" "$port"
check "a run beside them" until_true 60 healthy "$port"
redis_port="$(sed -n 's/^port //p' "$a/redis/redis.conf")"
check "a Redis with a wrong password is refused" \
    with_redis "redis://:hunter2@127.0.0.1:$redis_port" refused "refuses user or password" run --data "$r" --port "$(free_port)"
check "something that is no Redis is refused" \
    with_redis "redis://127.0.0.1:$port" refused "is not a Redis" run --data "$r" --port "$(free_port)"
check "it ends" ends_in_time TERM "$PID" "$PID"

other="$(free_port)"
MOSAIC_REDIS_URL="redis://127.0.0.1:$(free_port)" "$MOSAIC" run --data "$r" --port "$other" >"$r.out" 2>&1 &
PID=$!
started="$started $PID"
check "with Redis away it starts all the same" until_true 60 healthy "$other"
check "and says that Redis is away" says "$r.out" "working from the database until it is back"
check "and ends" ends_in_time TERM "$PID" "$PID"
check "no embedded Redis was started" is_empty "$(ls "$r/redis" 2>/dev/null)"

k="$WORK/k"
printf ' \n' >"$WORK/blank.token"
: >"$WORK/empty.token"
with_setting() { # with_setting NAME=VALUE COMMAND...
    local setting="$1"
    shift
    (export "${setting?}" && "$@")
}
check "a setting of the wrong form is refused by name" with_setting MOSAIC_TASK_BACKOFF_MIN=banana \
    refused "mosaic.task.backoff-min" run --data "$WORK/setting" --port "$port"
check "a setting that cannot be is refused by name" with_setting MOSAIC_AGENT_HEARTBEAT=PT0S \
    refused "mosaic.agent.heartbeat" run --data "$WORK/setting" --port "$port"
with_token_file() { # with_token_file FILE COMMAND...
    local file="$1"
    shift
    (export MOSAIC_ADMIN_TOKEN_FILE="$file" && "$@")
}
for file in "$WORK/blank.token" "$WORK/empty.token"; do
    check "$(basename "$file"): no administrator's token in its file is refused" \
        with_token_file "$file" refused "token is blank" run --data "$k" --port "$port"
    check "no Redis was left by that" no_redis_left "$k"
done
check "a token file that is not there is refused" \
    with_token_file "$WORK/none.token" refused "none.token" run --data "$k" --port "$port"
printf 'a-token-of-our-own-%s\n' "$RANDOM$RANDOM" >"$WORK/line.token"
MOSAIC_ADMIN_TOKEN_FILE="$WORK/line.token" "$MOSAIC" run --data "$k" --port "$port" >"$k.out" 2>&1 &
PID=$!
started="$started $PID"
check "a token file that ends with a new line is good" until_true 60 healthy "$port"
check "and the token works without it" \
    equals "$(curl -s -o /dev/null -w '%{http_code}' -H "Authorization: Bearer $(cat "$WORK/line.token")" \
        -H 'Content-Type: application/json' -d '{}' "http://127.0.0.1:$port/session-list")" 200
check "and no other token was made" test ! -e "$k/admin.token"
check "and it ends" ends_in_time TERM "$PID" "$PID"

check "a port that is none is refused" refused "65535" run --data "$r" --port 70000
MOSAIC_PROT=1 "$MOSAIC" doctor --data "$r" --port "$port" >"$WORK/doctor.out"
check "doctor lets a misspelt setting pass with a warning" equals $? 0
check "doctor names it" says "$WORK/doctor.out" "MOSAIC_PROT"

# --- backups ------------------------------------------------------------------------------------------------------

v="$WORK/vault"
mkdir -p "$v/source" "$v/data"
echo "of value" >"$v/source/file"
(umask 077 && head -c 24 /dev/urandom | base64 >"$v/password")
cat >"$v/data/mosaic.properties" <<END
mosaic.backup.policies.nightly.repository=$v/repository
mosaic.backup.policies.nightly.password-file=$v/password
mosaic.backup.policies.nightly.sources.source.kind=files
mosaic.backup.policies.nightly.sources.source.paths=$v/source
END
check "a backup's repository is made" into "$v.out" "$MOSAIC" backup init nightly --data "$v/data"
check "doctor finds it" bash -c "'$MOSAIC' doctor --data '$v/data' --port '$port' | grep -qF 'the password opens $v/repository'"
check "a backup is made" into "$v.out" "$MOSAIC" backup run nightly --data "$v/data"
check "and drilled" into "$v.out" "$MOSAIC" backup verify nightly drill --data "$v/data"
check "and restored" into "$v.out" "$MOSAIC" backup restore nightly --data "$v/data" --target "$v/restored"
check "and it is what it was" cmp -s "$v/source/file" "$v/restored$v/source/file"
check "status has nothing to complain of" into "$v.out" "$MOSAIC" backup status --data "$v/data"
echo "mosaic.backup.policies.nightly.shedule=0 0 * * *" >>"$v/data/mosaic.properties"
check "a misspelt policy is refused by name" \
    refused "shedule is no setting; the nearest is mosaic.backup.policies.nightly.schedule" \
    run --data "$v/data" --port "$port"

# --- the launcher -------------------------------------------------------------------------------------------------

ln -s "$MOSAIC" "$WORK/link"
"$MOSAIC" rnu >"$WORK/verb.out" 2>&1
check "a verb that is none exits with 2" equals $? 2
check "and is named" says "$WORK/verb.out" "there is no verb 'rnu'"
check "help needs no Java" into "$WORK/help.out" env PATH=/usr/bin:/bin JAVA_HOME= "$WORK/link" help
check "help lists the verbs" says "$WORK/help.out" "mosaic doctor"
check "mcp-stdio among them" says "$WORK/help.out" "mosaic mcp-stdio"
for old_java in /usr/lib/jvm/*17*; do
    [ -x "$old_java/bin/java" ] || continue
    check "a shell whose Java is 17 just works" into "$WORK/doctor.out" \
        env -u MOSAIC_JAVA_HOME JAVA_HOME="$old_java" PATH="$old_java/bin:$PATH" \
        "$WORK/link" doctor --data "$r" --port "$port"
    break
done

"$MOSAIC" demo --data "$WORK/none" >"$WORK/none.out" 2>&1
check "demo on a folder where nothing runs says so" says "$WORK/none.out" "nothing runs on"
own_data="$WORK/own-home"
check "demo with an instance of its own" into "$WORK/own.out" \
    env MOSAIC_DATA="$own_data" TMPDIR="$WORK" MOSAIC_JAVA_OPTS="${MOSAIC_JAVA_OPTS:-} -Djava.io.tmpdir=$WORK" \
    "$MOSAIC" demo
check "it shows the whole play" says "$WORK/own.out" "all as promised"
check "it leaves its folder" test -f "$(ls -d "$WORK"/mosaic-demo-*/mcp/state/mosaic.db 2>/dev/null | head -n 1)"
check "it leaves no Redis" no_redis_left "$WORK"

# --- secrets ------------------------------------------------------------------------------------------------------

leaks=""
for secret in "$(cat "$a/admin.token" 2>/dev/null)" "$(cat "$a/webhook.secret")" \
    "$(cat "$WORK/line.token")" "$(sed -n 's/^requirepass //p' "$a/redis/redis.conf")" hunter2; do
    [ -n "$secret" ] || continue
    leaks="$leaks$(grep -lF -- "$secret" "$WORK"/*.out "$a/redis/redis.log" "$WORK"/mosaic-demo-*/run.log 2>/dev/null)"
done
check "no secret in anything printed or logged" is_empty "$leaks"
check "no stack trace anywhere" is_empty "$(grep -lE '^[[:space:]]+at [a-z]' "$WORK"/*.out "$WORK"/mosaic-demo-*/run.log 2>/dev/null)"

if [ "$failed" -gt 0 ]; then
    for out in "$WORK"/*.out; do
        echo "--- $(basename "$out")"
        tail -n 15 "$out"
    done
fi
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
