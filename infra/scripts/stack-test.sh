#!/usr/bin/env bash
# The stack of compose/compose.yaml, as far as it is ours, on an engine: our functions, Redis, PostgreSQL, MariaDB and nginx
# in place of Nginx Proxy Manager. It comes up healthy and in order, confined as it should be; the contracts of
# native-tests hold through nginx over TLS; under a light load each container is killed and comes back, and nothing that
# was acknowledged is missing. Prints a table; ends with 1 where anything of that is not so.
#
#   infra/scripts/stack-test.sh [--database sqlite|postgresql] [--only up,contracts,kills] [--no-images] [--keep]
#
# --no-images takes our images as they were built before, MOSAIC_NO_BUILD=1 the classes of the contracts.
# Needs Docker with Compose v2, a JDK 21 or newer, Maven, openssl, curl; for images that cannot be pulled see
# infra/stack-test/README.md. It has a project, networks, a port and volumes of its own, and removes all of them.
set -euo pipefail
# With it, cd would look elsewhere first, and print where it went.
unset CDPATH

ROOT="$(cd -P "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)"
DATABASE=sqlite
ONLY=up,contracts,kills
IMAGES=yes
KEEP=no

usage() { sed -n '7s/^# *//p' "${BASH_SOURCE[0]}"; }

while [ $# -gt 0 ]; do
    case "$1" in
        --database) DATABASE="$2"; shift ;;
        --only) ONLY="$2"; shift ;;
        --no-images) IMAGES=no ;;
        --keep) KEEP=yes ;;
        *) usage >&2; exit 2 ;;
    esac
    shift
done

# shellcheck source=../stack-test/stack.sh
. "$ROOT/infra/stack-test/stack.sh"
# shellcheck source=../stack-test/checks.sh
. "$ROOT/infra/stack-test/checks.sh"
# shellcheck source=../stack-test/kills.sh
. "$ROOT/infra/stack-test/kills.sh"

wanted() { case ",$ONLY," in *",$1,"*) return 0 ;; *) return 1 ;; esac }

docker info >/dev/null 2>&1 || fail "there is no engine that answers (docker info)"
trap finish EXIT
prepare
phase "stand-ins for what is not there" "$ROOT/infra/stack-test/stand-ins.sh"
[ "${MOSAIC_NO_BUILD:-}" = 1 ] || phase "classes of the contracts" build_contracts
[ "$IMAGES" = no ] || phase "our images" build_images
phase "up, all healthy" bring_up
phase "nginx knows our functions" tell_proxy
check_order
check_confinement
if wanted contracts; then
    phase "contracts through nginx" hold_contracts
fi
if wanted kills; then
    start_load
    phase "each process killed" kill_each crash
    phase "docker kill of each" kill_each docker_kill
    phase "what was acknowledged is there" end_load
fi
check_all_healthy
