#!/usr/bin/env bash
# Stand-ins for the servers of compose.yaml, for a machine with an engine and no registry: Debian's packages under the
# names of the real images (the proxy under one of ours, and always), on Debian's base of infra/images/stand-ins.sh. What is there or can be pulled is left alone, so a
# real image is never replaced. Those of here bear the label dev.mosaicstack.stand-in.
#
#   infra/stack-test/stand-ins.sh
set -euo pipefail
# With it, cd would look elsewhere first, and print where it went.
unset CDPATH
cd "$(dirname "${BASH_SOURCE[0]}")"

COMPOSE=../../compose/compose.yaml

../images/stand-ins.sh
BASE="$(sed -n 's|^FROM \(debian:[^ ]*\).*|\1|p' ../images/Dockerfile.* | head -n 1)"

# build FOLDER IMAGE
build() {
    local log
    log="$(mktemp)"
    echo "stand-ins: $2 ..."
    docker build -q --build-arg "BASE=$BASE" -t "$2" "$1" >"$log" 2>&1 || { tail -n 20 "$log" >&2; exit 1; }
    rm -f "$log"
}

for name in postgres mariadb redis; do
    image="$(sed -n "s|^ *image: \($name:[^ ]*\)\$|\1|p" "$COMPOSE")"
    if docker image inspect "$image" >/dev/null 2>&1 || docker pull --quiet "$image" >/dev/null 2>&1; then
        echo "stand-ins: $image is there"
    else
        build "$name" "$image"
    fi
done
# Never the real one: that wants a person who clicks.
build nginx-proxy-manager "mosaic/stack-test-proxy:stack-test"
