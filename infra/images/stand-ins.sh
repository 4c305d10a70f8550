#!/usr/bin/env bash
# Stand-ins for the base images of our Dockerfiles, for a machine with an engine and no registry: each bears the real name,
# so FROM finds it without asking anybody. They are made of Debian packages, from wherever this machine has its own.
# Good for trying builds and starts; not what should be deployed: the real ones are other people's work, and theirs to mend.
#
#   infra/images/stand-ins.sh            makes what cannot be had; needs root, an engine, debootstrap
#
# What is there or can be pulled is left alone, so a real image is never replaced. Those of here bear the label
# dev.mosaicstack.stand-in: docker images --filter label=dev.mosaicstack.stand-in
set -euo pipefail
# With it, cd would look elsewhere first, and print where it went.
unset CDPATH
cd "$(dirname "${BASH_SOURCE[0]}")"

SUITE=trixie
LABEL='LABEL dev.mosaicstack.stand-in=true'

fail() {
    echo "stand-ins: $1" >&2
    exit 1
}

# The first name in a FROM line of the Dockerfiles that begins with $1.
named() {
    sed -n "s|^FROM \($1[^ ]*\).*|\1|p" Dockerfile.* | head -n 1
}

is_there() {
    docker image inspect "$1" >/dev/null 2>&1 || docker pull --quiet "$1" >/dev/null 2>&1 || return
    echo "stand-ins: $1 is there"
}

# Where this machine has its own packages.
source_of_packages() {
    apt-get indextargets --format '$(REPO_URI)' 'Created-By: Packages' 'Origin: Debian' 2>/dev/null |
        grep -v -e security -e backports | head -n 1
}

# What this machine trusts, the image trusts: its downloads may go the same way.
copy_certificates() {
    mkdir -p "$1/usr/local/share/ca-certificates"
    cp /usr/local/share/ca-certificates/*.crt "$1/usr/local/share/ca-certificates/" 2>/dev/null || true
}

make_debian() {
    local name="$1" root="$WORK/debian" uri
    uri="$(source_of_packages)" || true
    [ -n "$uri" ] || fail "this machine has no Debian packages to take"
    echo "stand-ins: $name from $uri ..."
    debootstrap --variant=minbase "$SUITE" "$root" "$uri" >"$WORK/log" 2>&1 ||
        { tail -n 20 "$WORK/log" >&2; fail "debootstrap failed"; }
    copy_certificates "$root"
    # As the slim images of Debian: nothing of what people read.
    rm -rf "$root"/var/cache/apt/* "$root"/var/lib/apt/lists/* "$root"/usr/share/{doc,man,locale,info}/* "$root"/var/log/*.log
    tar -C "$root" -c . | docker import --change 'CMD ["bash"]' --change "$LABEL" - "$name" >/dev/null
}

make_maven() {
    local name="$1" debian="$2" container
    echo "stand-ins: $name, with Debian's OpenJDK 25 and Maven ..."
    container="$(docker create "$debian" sh -ec '
        apt-get update -qq
        DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends ca-certificates-java openjdk-25-jdk-headless maven
        ln -s /usr/lib/jvm/java-25-openjdk-* /opt/java-25
        rm -rf /var/lib/apt/lists/*')"
    docker start --attach "$container" >"$WORK/log" 2>&1 || { tail -n 20 "$WORK/log" >&2; fail "no packages for $name"; }
    docker commit --change 'CMD ["mvn"]' --change "$LABEL" --change 'ENV JAVA_HOME=/opt/java-25' \
        --change 'ENV PATH=/opt/java-25/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin' \
        "$container" "$name" >/dev/null
    docker rm "$container" >/dev/null
}

docker info >/dev/null 2>&1 || fail "there is no engine that answers (docker info)"
WORK="$(mktemp -d)"
trap 'rm -rf "$WORK"' EXIT

debian="$(named debian:)"
maven="$(named maven:)"
micro="$(named quay.io/quarkus/)"
if ! is_there "$debian"; then
    command -v debootstrap >/dev/null || fail "there is no debootstrap: apt-get install debootstrap"
    make_debian "$debian"
fi
is_there "$maven" || make_maven "$maven" "$debian"
# Of the micro image the C library matters, and that nothing else is promised.
[ -z "$micro" ] || is_there "$micro" || { echo "stand-ins: $micro"; docker tag "$debian" "$micro"; }
