# Sourced by infra/scripts/stack-test.sh: a stack of its own, from the files of compose/, and its end.
# shellcheck shell=bash

FUNCTIONS="webhook-intake session-create task-assign coordination-relay event-dispatch mcp-server backup-trigger metrics-scrape"
SERVERS="redis postgres mariadb nginx-proxy-manager"
FAILURES=0

fail() {
    echo "stack-test: $1" >&2
    exit 1
}

milliseconds() { echo $(($(date +%s%N) / 1000000)); }

seconds() { printf '%d.%d' $(($1 / 1000)) $(($1 % 1000 / 100)); }

row() { printf '%-40s %-8s %s\n' "$1" "$2" "${3:-}"; }

# phase WORDS COMMAND...: with the time that it took. What cannot go on without it ends the script; the rest is counted.
phase() {
    local words="$1" from status=0
    shift
    from="$(milliseconds)"
    "$@" >"$WORK/phase.log" 2>&1 || status=$?
    row "$words" "$(seconds $(($(milliseconds) - from))) s" "$(head -n 1 "$WORK/said" 2>/dev/null || true)"
    [ ! -s "$WORK/said" ] || { sed 1d "$WORK/said" && : >"$WORK/said"; }
    [ $status = 0 ] || { tail -n 60 "$WORK/phase.log" | cut -c1-300 >&2 && fail "$words: ended with $status"; }
}

# say WORDS: beside the time of the phase, or below it.
say() { printf '%s\n' "$*" >>"$WORK/said"; }

# Compose as a plugin of docker, also where there is only the program.
find_compose() {
    docker compose version >/dev/null 2>&1 && return
    command -v docker-compose >/dev/null || fail "there is no Docker Compose v2"
    mkdir -p "$WORK/docker/cli-plugins"
    ln -s "$(command -v docker-compose)" "$WORK/docker/cli-plugins/docker-compose"
    export DOCKER_CONFIG="$WORK/docker"
    docker compose version >/dev/null || fail "docker-compose is not version 2"
}

free_port() {
    local port
    for port in $(shuf -i 20000-32000 -n 50); do
        (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null || { echo "$port" && return; }
    done
    fail "no port is free"
}

# A copy of compose/ with settings and secrets of its own; infra/ is where compose.yaml looks for it.
prepare() {
    WORK="$(mktemp -d)"
    FOLDER="$WORK/compose"
    LOGS="$ROOT/native-tests/target/stack-test"
    mkdir -p "$LOGS"
    cp -rp "$ROOT/compose" "$FOLDER"
    rm -rf "$FOLDER/.env" "$FOLDER/secrets"
    ln -s "$ROOT/infra" "$WORK/infra"
    find_compose
    STACK_TEST_PORT="$(free_port)"
    URL="https://localhost:$STACK_TEST_PORT"
    # As they are in the environment, they win over .env.
    unset COMPOSE_FILE COMPOSE_ENV_FILES
    export STACK_TEST_PORT COMPOSE_PROJECT_NAME="mosaic-stack-test-$$" COMPOSE_PROFILES=functions MOSAIC_VERSION=stack-test
    export MOSAIC_MCP_HOSTS=localhost MOSAIC_MCP_PUBLIC_URL="$URL/mcp"
    case "$DATABASE" in
        sqlite) export MOSAIC_DB_URL="" ;;
        postgresql) export MOSAIC_DB_URL=postgresql://postgres:5432/mosaic ;;
        *) fail "there is no database '$DATABASE' here" ;;
    esac
    "$ROOT/mosaic" compose-init --folder "$FOLDER" >/dev/null
    echo "Authorization: Bearer $(cat "$FOLDER/secrets/mosaic_admin_token")" >"$WORK/authorization"
    openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj /CN=localhost \
        -addext subjectAltName=DNS:localhost -keyout "$WORK/privkey.pem" -out "$WORK/fullchain.pem" 2>/dev/null
}

compose() {
    docker compose --project-directory "$FOLDER" -f "$FOLDER/compose.yaml" -f "$ROOT/infra/stack-test/compose.override.yaml" "$@"
}

declare -A ID
container() { echo "${ID[$1]}"; }

build_contracts() {
    (cd "$ROOT" && mvn -q -B package -DskipTests -Dspotless.check.skip -pl native-tests -am)
}

build_images() {
    local name
    for name in $FUNCTIONS; do
        docker compose --project-directory "$ROOT/compose" -f "$ROOT/compose/compose.yaml" build --quiet "$name"
    done
}

bring_up() {
    # From the beginning: the engine remembers few events, and each look at a health is one.
    docker events --filter "label=com.docker.compose.project=$COMPOSE_PROJECT_NAME" --filter event=start \
        --filter event=health_status --format '{{.TimeNano}} {{.Action}} {{index .Actor.Attributes "com.docker.compose.service"}}' \
        >"$WORK/events" 2>/dev/null &
    EVENTS=$!
    # shellcheck disable=SC2086
    compose up --detach --wait --no-build $SERVERS $FUNCTIONS || { compose ps && compose logs --no-color --tail 5 && return 1; }
    local name
    for name in $SERVERS $FUNCTIONS; do ID[$name]="$(compose ps --all --quiet "$name")"; done
}

# What a person does by hand in Nginx Proxy Manager: a certificate, and a proxy host.
tell_proxy() {
    local ssl=/data/custom_ssl/npm-1 file
    "$FOLDER/first-run.sh" proxy
    compose exec -T nginx-proxy-manager mkdir -p "$ssl" /data/nginx/proxy_host
    for file in fullchain.pem privkey.pem; do
        compose exec -T nginx-proxy-manager sh -c "cat >$ssl/$file" <"$WORK/$file"
    done
    compose exec -T nginx-proxy-manager sh -ec 'cp /etc/nginx/stand-in/host.conf /data/nginx/proxy_host/1.conf; nginx -t; nginx -s reload'
    until [ "$(status_of session-list)" = 200 ]; do sleep 0.2; done
}

# status_of CALL: through nginx; 000 where nobody answers.
status_of() {
    curl -s -o /dev/null -w '%{http_code}' --max-time 3 --cacert "$WORK/fullchain.pem" -H "@$WORK/authorization" \
        -H 'Content-Type: application/json' -d '{}' "$URL/$1" || true
}

# in_java CLASS ARGUMENTS...: of native-tests, with the address of this stack.
in_java() {
    local home class="$1" trust="$WORK/trust.p12"
    shift
    home="${MOSAIC_JAVA_HOME:-${JAVA_HOME:-}}"
    [ -e "$trust" ] || "${home:+$home/bin/}keytool" -importcert -noprompt -alias stack -file "$WORK/fullchain.pem" \
        -keystore "$trust" -storepass changeit >/dev/null 2>&1
    (cd "$ROOT/native-tests" && exec "${home:+$home/bin/}java" --enable-native-access=ALL-UNNAMED \
        -Djava.util.logging.manager=org.jboss.logmanager.LogManager -Dmosaic.root="$ROOT" -Dmosaic.url="$URL" \
        -Dmosaic.admin-token-file="$FOLDER/secrets/mosaic_admin_token" \
        -Dmosaic.webhook-secret-file="$FOLDER/secrets/mosaic_webhook_secret" \
        -Djunit.jupiter.execution.parallel.config.fixed.parallelism=3 \
        -Dmosaic.test.host="$(gateway)" -Dmosaic.test.database="$DATABASE" \
        -Djavax.net.ssl.trustStore="$trust" -Djavax.net.ssl.trustStorePassword=changeit \
        -cp "target/test-classes:$(cat target/contracts.classpath)" "dev.mosaicstack.stack.$class" "$@")
}

# Where containers reach this machine: sinks of the contracts listen there.
gateway() { docker network inspect -f '{{(index .IPAM.Config 0).Gateway}}' "${COMPOSE_PROJECT_NAME}_net"; }

finish() {
    local status=$?
    [ -z "${EVENTS:-}" ] || kill "$EVENTS" 2>/dev/null || true
    if [ -n "${WORK:-}" ]; then
        if [ "$KEEP" = yes ]; then
            echo "kept: $FOLDER, project $COMPOSE_PROJECT_NAME, $URL"
        else
            end_of_load_process
            compose down --volumes --remove-orphans --timeout 5 >/dev/null 2>&1 || true
            rm -rf "$WORK"
        fi
    fi
    [ "$FAILURES" = 0 ] || { echo "stack-test: $FAILURES checks failed" >&2 && status=1; }
    exit "$status"
}
