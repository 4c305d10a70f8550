-- Once, after databases.sql: who backs up. It reads everything, and for drills it makes databases of its own.
\set backup_password `cat /run/secrets/backup_db_password`

CREATE ROLE backup LOGIN PASSWORD :'backup_password' CREATEDB;
GRANT pg_read_all_data TO backup;
GRANT CONNECT ON DATABASE woodpecker, mosaic TO backup;
