#!/usr/bin/env bash
# As the entry point of the real image, as far as compose.yaml uses it: an empty volume is made a data folder with root's
# password and a user that healthcheck.sh asks as, the scripts of /docker-entrypoint-initdb.d are sourced with
# docker_process_sql while the server listens on its socket alone, then the server is all there is.
set -euo pipefail

DATA=/var/lib/mysql
HEALTH="$DATA/.my-healthcheck.cnf"

as_mysql() { setpriv --reuid=mysql --regid=mysql --init-groups "$@"; }
docker_process_sql() { mariadb --protocol=socket -uroot --password="$(cat "$MARIADB_ROOT_PASSWORD_FILE")" "$@"; }

[ "${1#-}" = "$1" ] || set -- mariadbd "$@"
chown mysql:mysql "$DATA"
if ! [ -d "$DATA/mysql" ]; then
    as_mysql mariadb-install-db --datadir="$DATA" --skip-test-db --auth-root-authentication-method=normal >/dev/null
    as_mysql mariadbd --skip-networking &
    server=$!
    until mariadb-admin --protocol=socket -uroot ping >/dev/null 2>&1; do sleep 0.2; done
    health="$(head -c 16 /dev/urandom | od -An -v -tx1 | tr -d ' \n')"
    mariadb --protocol=socket -uroot <<SQL
ALTER USER root@localhost IDENTIFIED BY '$(cat "$MARIADB_ROOT_PASSWORD_FILE")';
CREATE USER healthcheck@127.0.0.1 IDENTIFIED BY '$health';
SQL
    (umask 077 && printf '[client]\nuser=healthcheck\npassword=%s\n' "$health" >"$HEALTH")
    for file in /docker-entrypoint-initdb.d/*; do
        # shellcheck disable=SC1090
        case "$file" in
            *.sh) . "$file" ;;
            *) echo "stand-in: does not know what to do with $file" >&2 ;;
        esac
    done
    kill "$server"
    wait "$server"
fi
exec setpriv --reuid=mysql --regid=mysql --init-groups "$@"
