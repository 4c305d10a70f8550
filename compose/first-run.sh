#!/usr/bin/env bash
# Once the stack is up: what Nginx Proxy Manager has to know of our functions, the administrator of Gitea, the webhook by
# which Gitea tells webhook-intake everything, and the token with which Prometheus reads our metrics. To be run again
# after anything: what is there already stays, once. Databases and their users are made by init/ at the first start.
# What is left is the checklist of README.md.
#
#   ./first-run.sh [STEP...]    proxy, gitea, prometheus; without a name, all of them
#
# Nothing secret is among the arguments of a program of this machine: it goes through standard input, or is read inside the
# container. There it is an argument once, for as long as Gitea makes its administrator: gitea takes it in no other way.
set -eu
# With it, cd would look elsewhere first, and print where it went.
unset CDPATH

FOLDER="$(cd -P "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
SECRETS="$FOLDER/secrets"
# As seen inside Gitea's container; both are for tests.
GITEA_API="${GITEA_API:-http://127.0.0.1:3000}"
MOSAIC_API="${MOSAIC_API:-http://session-create:8080}"
HOOK_URL="http://webhook-intake:8080/webhook-intake"
# What webhook-intake knows: all that Gitea sends.
EVENTS='"create","delete","fork","push","issues","issue_assign","issue_label","issue_milestone","issue_comment",
"pull_request","pull_request_assign","pull_request_label","pull_request_milestone","pull_request_comment",
"pull_request_review","pull_request_review_approved","pull_request_review_rejected","pull_request_review_comment",
"pull_request_sync","pull_request_review_request","wiki","repository","release","package","status",
"workflow_run","workflow_job"'

fail() {
    echo "first-run: $1" >&2
    exit 1
}

# A plugin of docker, or a program of its own as Debian has it.
find_compose() {
    if docker compose version >/dev/null 2>&1; then
        COMPOSE="docker compose"
    elif command -v docker-compose >/dev/null; then
        COMPOSE=docker-compose
    else
        fail "there is no Docker Compose: install its plugin, or on Debian 13 docker-compose"
    fi
}

compose() {
    $COMPOSE --project-directory "$FOLDER" -f "$FOLDER/compose.yaml" "$@"
}

in_gitea() { # in_gitea COMMAND...: as Gitea's user
    compose exec -T --user git gitea "$@"
}

# setting NAME DEFAULT: as Compose has it. The environment comes before .env, whose values may have quotes or a comment.
setting() {
    local value="${!1:-}"
    [ -n "$value" ] || value="$(sed -n "s/^$1=//p" "$FOLDER/.env" | tail -n 1 |
        sed -e 's/^"\([^"]*\)".*/\1/' -e t -e "s/^'\([^']*\)'.*/\1/" -e t -e 's/[[:space:]]#.*//' -e 's/[[:space:]]*$//')"
    printf '%s' "${value:-$2}"
}

# request AUTHORIZATION METHOD URL [JSON]: by the curl of Gitea's container, which sees both networks. Prints the answer
# and, on a last line, its status. curl's configuration comes by standard input; in it, " and \ are escaped.
request() {
    local json
    {
        printf 'silent\nshow-error\nmax-time = 20\nwrite-out = "\\n%%{http_code}"\n'
        printf 'request = "%s"\nurl = "%s"\n%s\n' "$2" "$3" "$1"
        printf 'header = "Content-Type: application/json"\n'
        if [ $# -ge 4 ]; then
            json="$(printf '%s' "$4" | tr -d '\n' | sed 's/[\\"]/\\&/g')"
            printf 'data = "%s"\n' "$json"
        fi
    } | in_gitea curl --config -
}

# call WORDS EXPECTED ARGUMENTS-OF-REQUEST...: sets STATUS and ANSWER; a status that is none of the expected ends the script
# with what was said.
call() {
    local words="$1" expected="$2" reply
    shift 2
    reply="$(request "$@")" || fail "$words: no answer"
    STATUS="$(printf '%s\n' "$reply" | tail -n 1)"
    ANSWER="$(printf '%s\n' "$reply" | sed '$d')"
    case " $expected " in
        *" $STATUS "*) ;;
        *) fail "$words: status $STATUS: $ANSWER" ;;
    esac
}

# Nginx Proxy Manager takes what is below /data for its own whenever it starts, and stops where it may not: so this file is
# copied into its volume and not mounted there. It only names files that are mounted (infra/nginx).
proxy() {
    # shellcheck disable=SC2016
    compose exec -T nginx-proxy-manager sh -ec 'ours=/etc/nginx/mosaic/npm-http_top.conf; there=/data/nginx/custom/http_top.conf
        if [ -e "$there" ] && ! cmp -s "$ours" "$there"; then echo "$there is somebody else'"'"'s: put the lines of $ours into it"; exit 1; fi
        mkdir -p /data/nginx/custom; cp "$ours" "$there"; nginx -t -q; nginx -s reload' >&2 ||
        fail "Nginx Proxy Manager does not take infra/nginx, or does not run (docker compose up -d --wait)"
    echo "Nginx Proxy Manager knows our functions."
}

gitea() {
    gitea_admin
    webhook
}

gitea_admin() {
    # A user whose name is another's beginning is another user.
    if in_gitea gitea admin user list --admin | awk '{ print $2 }' | grep -qxF "$USER_NAME"; then
        echo "Gitea's administrator $USER_NAME is there."
        return
    fi
    # shellcheck disable=SC2016
    in_gitea sh -c 'exec gitea admin user create --admin --must-change-password=false --username "$1" --email "$2" \
        --password "$(cat /run/secrets/gitea_admin_password)"' \
        sh "$USER_NAME" "$(setting ADMIN_EMAIL admin@example.org)" >/dev/null || fail "Gitea did not make $USER_NAME"
    echo "Gitea has the administrator $USER_NAME; the password is in $SECRETS/gitea_admin_password."
}

# The ids of the system's webhooks that lead to us. Gitea's JSON is {"id":1,...,"config":{...,"url":"..."},...}.
hook_ids() {
    printf '%s' "$ANSWER" | tr -d ' \n' | tr '{' '\n' | awk -v url="\"url\":\"$HOOK_URL\"" '
        /^"id":[0-9]+/ { split($0, field, /[:,]/); id = field[2] }
        index($0, url) { print id }'
}

# Gitea neither shows the secret of a webhook nor changes it (1.24: PATCH leaves it as it was). So there is a new one
# first, then the old ones go: none is missed, and what is told twice in between is recognised by its content.
webhook() {
    local login config old id
    login="user = \"$USER_NAME:$(cat "$SECRETS/gitea_admin_password")\""
    # Without is_system_webhook, a string, it would be a default for repositories to come.
    config="{\"url\":\"$HOOK_URL\",\"content_type\":\"json\",\"secret\":\"$(cat "$SECRETS/mosaic_webhook_secret")\",\"is_system_webhook\":\"true\"}"
    call "Gitea's webhooks" 200 "$login" GET "$GITEA_API/api/v1/admin/hooks?type=all&limit=50"
    old="$(hook_ids)"
    call "the webhook" 201 "$login" POST "$GITEA_API/api/v1/admin/hooks" \
        "{\"type\":\"gitea\",\"config\":$config,\"events\":[$EVENTS],\"active\":true}"
    for id in $old; do
        call "the webhook before" 204 "$login" DELETE "$GITEA_API/api/v1/admin/hooks/$id"
    done
    echo "Gitea tells $HOOK_URL of every repository${old:+; the webhook of the run before is gone}."
}

# A token that is there may be another database's: it is tried. What is neither taken nor refused is a fault of something else.
prometheus() {
    local login token
    if [ -s "$SECRETS/mosaic_metrics_token" ]; then
        call "the token of Prometheus" "200 401 403" \
            "header = \"Authorization: Bearer $(cat "$SECRETS/mosaic_metrics_token")\"" GET "$MOSAIC_API/metrics"
        if [ "$STATUS" = 200 ]; then
            echo "Prometheus has its token."
            return
        fi
    fi
    login="header = \"Authorization: Bearer $(cat "$SECRETS/mosaic_admin_token")\""
    call "a token for Prometheus" 201 "$login" POST "$MOSAIC_API/token-create" '{"name":"prometheus","role":"viewer","calls":["metrics"]}'
    token="$(printf '%s' "$ANSWER" | sed -n 's/.*"token":"\([^"]*\)".*/\1/p')"
    [ -n "$token" ] || fail "token-create gave no token"
    # Into the file that is there: a new one would not be the one that the container has mounted.
    printf '%s' "$token" >"$SECRETS/mosaic_metrics_token"
    echo "Prometheus has a token that may read metrics and nothing else, in $SECRETS/mosaic_metrics_token."
}

[ -r "$FOLDER/.env" ] && [ -r "$SECRETS/mosaic_webhook_secret" ] || fail "there are no settings or secrets yet: run ./mosaic compose-init first"
find_compose
USER_NAME="$(setting GITEA_ADMIN_USER mosaic-admin)"
[ $# -gt 0 ] || set -- proxy gitea prometheus
for step in "$@"; do
    case "$step" in
        proxy | gitea | prometheus) "$step" ;;
        *) fail "there is no step '$step'" ;;
    esac
done
echo "What is left is the checklist of $FOLDER/README.md."
