-- Once, when the volume is empty: a database and a user for each who needs one, and one that only watches.
-- Passwords come from the secret files; psql reads them, so they are in no list of processes.
\set woodpecker_password `cat /run/secrets/woodpecker_db_password`
\set mosaic_password `cat /run/secrets/mosaic_db_password`
\set watcher_password `cat /run/secrets/watcher_db_password`

CREATE ROLE woodpecker LOGIN PASSWORD :'woodpecker_password';
CREATE DATABASE woodpecker OWNER woodpecker;
REVOKE CONNECT ON DATABASE woodpecker FROM PUBLIC;

-- For MOSAIC_DB_URL.
CREATE ROLE mosaic LOGIN PASSWORD :'mosaic_password';
CREATE DATABASE mosaic OWNER mosaic;
REVOKE CONNECT ON DATABASE mosaic FROM PUBLIC;

-- What others do, and no data: metrics-scrape.
CREATE ROLE watcher LOGIN PASSWORD :'watcher_password' CONNECTION LIMIT 3;
GRANT pg_monitor TO watcher;
GRANT CONNECT ON DATABASE woodpecker, mosaic TO watcher;
