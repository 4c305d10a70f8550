# Once, when the volume is empty: a database and a user for each who needs one, and one that only watches.
# Sourced by the image's entry point (this file is not executable), which has docker_process_sql: SQL by standard input
# as root, so that no password is in a list of processes. compose-init makes passwords of hexadecimal digits alone.
# shellcheck shell=bash

docker_process_sql <<SQL
CREATE DATABASE gitea CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
CREATE USER gitea IDENTIFIED BY '$(cat /run/secrets/gitea_db_password)';
GRANT ALL ON gitea.* TO gitea;

CREATE DATABASE bookstack CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
CREATE USER bookstack IDENTIFIED BY '$(cat /run/secrets/bookstack_db_password)';
GRANT ALL ON bookstack.* TO bookstack;

-- For MOSAIC_DB_URL.
CREATE DATABASE mosaic CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
CREATE USER mosaic IDENTIFIED BY '$(cat /run/secrets/mosaic_db_password)';
GRANT ALL ON mosaic.* TO mosaic;

-- The list of processes, what replicates, and the sizes of what it may see: metrics-scrape.
CREATE USER watcher IDENTIFIED BY '$(cat /run/secrets/watcher_db_password)' WITH MAX_USER_CONNECTIONS 3;
GRANT PROCESS, SLAVE MONITOR ON *.* TO watcher;
GRANT SELECT ON gitea.* TO watcher;
GRANT SELECT ON bookstack.* TO watcher;
SQL
