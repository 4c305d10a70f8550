#!/usr/bin/env bash
# As the entry point of the real image, as far as compose.yaml uses it: an empty volume is made a cluster, the scripts of
# /docker-entrypoint-initdb.d run while the server listens on its socket alone, then the server is all there is.
set -euo pipefail

as_postgres() { setpriv --reuid=postgres --regid=postgres --init-groups "$@"; }

chown postgres:postgres "$PGDATA"
install -d -o postgres -g postgres -m 2775 /run/postgresql
if ! [ -s "$PGDATA/PG_VERSION" ]; then
    # shellcheck disable=SC2086
    as_postgres initdb --username=postgres --pwfile="$POSTGRES_PASSWORD_FILE" ${POSTGRES_INITDB_ARGS:-} >/dev/null
    echo "host all all all scram-sha-256" >>"$PGDATA/pg_hba.conf"
    as_postgres pg_ctl -w start -o "-c listen_addresses=''" >/dev/null
    for file in /docker-entrypoint-initdb.d/*; do
        case "$file" in
            *.sql) as_postgres psql -v ON_ERROR_STOP=1 --no-psqlrc -q -U postgres -d postgres -f "$file" ;;
            *) echo "stand-in: does not know what to do with $file" >&2 ;;
        esac
    done
    as_postgres pg_ctl -w -m fast stop >/dev/null
fi
exec setpriv --reuid=postgres --regid=postgres --init-groups "$@" -c listen_addresses='*'
