#!/usr/bin/env bash
# ./mosaic compose-init: makes .env and the secret files of compose/, once. It never changes what is there.
# Promise: works with the bash 3.2 of macOS and needs nothing but what every system has.
#
# The folder of the secrets is 0700, so nobody else of this machine gets to them; the files are 0644, because Compose
# mounts a file as it is (uid and mode of a secret are Swarm's) and most containers read it as a user of their own.
set -euo pipefail
# With it, cd would look elsewhere first, and print where it went.
unset CDPATH

ROOT="$(cd -P "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)"
FOLDER="$ROOT/compose"
ADD_MISSING=no

usage() {
    cat <<'USAGE'
  ./mosaic compose-init [--folder DIR] [--add-missing]

Makes .env and secrets/ in compose/ (or DIR, a copy of it), with strong random secrets. Where any of it is there
already, it says so and changes nothing; --add-missing makes what is not there, and leaves the rest alone.
USAGE
}

fail() {
    echo "mosaic: $1" >&2
    exit "${2:-1}"
}

while [ $# -gt 0 ]; do
    case "$1" in
        --folder)
            [ $# -ge 2 ] || fail "--folder wants a folder" 2
            FOLDER="$2"
            shift
            ;;
        --add-missing) ADD_MISSING=yes ;;
        --help | -h)
            usage
            exit 0
            ;;
        *)
            usage >&2
            fail "compose-init does not know '$1'" 2
            ;;
    esac
    shift
done

[ -r "$FOLDER/.env.example" ] || fail "$FOLDER has no .env.example: it is not the folder of compose.yaml"
ENV_FILE="$FOLDER/.env"
SECRETS="$FOLDER/secrets"

# random BYTES: as many, in hexadecimal, which is safe in URLs, SQL and YAML.
random() {
    head -c "$1" /dev/urandom | od -An -v -tx1 | tr -d ' \n'
}

# Machines say 256 bits to each other; what a person may have to type is 128.
machines() { random 32; }
people() { random 16; }
empty() { :; }
app_key() { printf 'base64:%s' "$(head -c 32 /dev/urandom | base64 | tr -d '\n')"; }
redis_conf() { printf 'requirepass %s\n' "$(cat "$SECRETS/redis_password")"; }
redis_url() { printf 'redis://:%s@redis:6379' "$(cat "$SECRETS/redis_password")"; }
woodpecker_datasource() {
    printf 'postgres://woodpecker:%s@postgres:5432/woodpecker?sslmode=disable' "$(cat "$SECRETS/woodpecker_db_password")"
}

# Each secret of compose.yaml, and what makes it; what is made of another comes after it.
KINDS="
postgres_password:machines
mariadb_root_password:machines
gitea_db_password:machines
bookstack_db_password:machines
woodpecker_db_password:machines
woodpecker_db_datasource:woodpecker_datasource
mosaic_db_password:machines
watcher_db_password:machines
backup_db_password:machines
redis_password:machines
redis_conf:redis_conf
mosaic_redis_url:redis_url
mosaic_admin_token:machines
mosaic_webhook_secret:machines
mosaic_webhook_previous_secret:empty
mosaic_metrics_token:empty
backup_repository_password:machines
gitea_secret_key:machines
gitea_admin_password:people
bookstack_app_key:app_key
woodpecker_agent_secret:machines
woodpecker_grpc_secret:machines
woodpecker_gitea_client:empty
woodpecker_gitea_secret:empty
npm_admin_password:people
portainer_admin_password:people
grafana_admin_password:people
cloudflared_token:empty
"

existing=""
for file in .env $(printf '%s\n' "$KINDS" | sed -n 's/^\(.*\):.*/secrets\/\1/p'); do
    if [ -e "$FOLDER/$file" ]; then
        existing="$existing $file"
    fi
done
if [ -n "$existing" ] && [ "$ADD_MISSING" = no ]; then
    echo "mosaic: in $FOLDER there are already:" >&2
    # shellcheck disable=SC2086
    printf '  %s\n' $existing >&2
    fail "nothing was changed. Databases know these secrets, new ones would lock you out; --add-missing makes only what is not there"
fi

umask 077
mkdir -p "$SECRETS"
chmod 700 "$SECRETS"

# A file is whole or not there: an interrupted run leaves none that is half a secret.
put() { # put FILE MODE COMMAND...
    local file="$1" mode="$2"
    shift 2
    if ! [ -e "$file" ]; then
        "$@" >"$file.new"
        chmod "$mode" "$file.new"
        mv "$file.new" "$file"
        made=$((made + 1))
    fi
}

made=0
for kind in $KINDS; do
    put "$SECRETS/${kind%%:*}" 644 "${kind##*:}"
done
put "$ENV_FILE" 600 cat "$FOLDER/.env.example"

# Users of containers read what compose.yaml mounts; a clone made under a umask of 027 or 077 lets them not. Never the secrets,
# nor a token that somebody made beside Prometheus' settings, nor its data.
for mounted in mosaic.properties init ../infra/nginx ../infra/observability; do
    if [ -e "$FOLDER/$mounted" ]; then
        find "$FOLDER/$mounted" \( -name '*.token*' -o -name data \) -prune -o \
            \( ! -perm -004 -o -type d ! -perm -005 \) -exec chmod a+rX {} + ||
            echo "mosaic: containers cannot read all of $FOLDER/$mounted: chmod -R a+rX, as its owner" >&2
    fi
done

cat <<NEXT
Files made: $made, in $FOLDER: .env and secrets/.
Back them up where nobody else reads: without them the databases do not open.

Next:
  1. Put your names into $ENV_FILE (GITEA_HOST, WOODPECKER_HOST, ADMIN_EMAIL).
  2. cd $FOLDER && docker compose build && docker compose up -d --wait
  3. $FOLDER/first-run.sh
  4. The checklist of $FOLDER/README.md: Woodpecker's OAuth application, the hosts of the proxy.
NEXT
