#!/usr/bin/env bash
# --connect and --innodb_initialized of the real image's script: over TCP, which listens only when the first start is over.
set -euo pipefail

mariadb --defaults-file=/var/lib/mysql/.my-healthcheck.cnf --protocol=tcp -h 127.0.0.1 --skip-column-names -e \
    "SELECT 1 FROM information_schema.ENGINES WHERE engine='innodb' AND support IN ('YES', 'DEFAULT')" | grep -qx 1
