# Once, after databases.sh, and sourced as that is: who backs up. It reads everything, and for drills it makes databases of
# its own, of these names alone.
# shellcheck shell=bash

docker_process_sql <<SQL
CREATE USER backup IDENTIFIED BY '$(cat /run/secrets/backup_db_password)';
GRANT SELECT, SHOW VIEW, TRIGGER, EVENT, LOCK TABLES ON gitea.* TO backup;
GRANT SELECT, SHOW VIEW, TRIGGER, EVENT, LOCK TABLES ON bookstack.* TO backup;
GRANT SELECT, SHOW VIEW, TRIGGER, EVENT, LOCK TABLES ON mosaic.* TO backup;
GRANT ALL ON \`mosaic\\_drill\\_%\`.* TO backup;
SQL
