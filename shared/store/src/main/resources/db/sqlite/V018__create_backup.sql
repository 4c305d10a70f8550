-- Runs of backups, verifications, drills and restores; what has to be done when; who has which repository.
CREATE TABLE backup_run (
    id           TEXT PRIMARY KEY,
    policy       TEXT NOT NULL,
    repository   TEXT NOT NULL, -- a key without secrets
    kind         TEXT NOT NULL, -- backup, structure, data, drill, restore
    request      TEXT NOT NULL, -- JSON: what was asked
    requested_at INTEGER NOT NULL,
    started_at   INTEGER,
    state        TEXT NOT NULL, -- queued, running, succeeded, failed, interrupted
    owner        TEXT, -- the process that runs it
    lease_until  INTEGER, -- when that process counts as dead
    ended_at     INTEGER,
    cause_code   TEXT,
    cause_detail TEXT,
    progress     TEXT, -- JSON
    outcome      TEXT NOT NULL, -- JSON: what it did with each source
    version      INTEGER NOT NULL
) STRICT;

CREATE INDEX backup_run_policy ON backup_run (policy, kind, state, id);
CREATE INDEX backup_run_state ON backup_run (state, id);
CREATE INDEX backup_run_ended ON backup_run (ended_at);

CREATE TABLE backup_duty (
    policy          TEXT NOT NULL,
    kind            TEXT NOT NULL,
    instance        TEXT NOT NULL, -- which set of policies
    repository      TEXT NOT NULL,
    schedule        TEXT, -- for people
    since           INTEGER NOT NULL,
    next_at         INTEGER,
    last_good_at    INTEGER, -- when the newest good run ended
    last_good_start INTEGER, -- when that run was asked for
    last_good_run   TEXT,
    due_at          INTEGER, -- overdue from then on
    overdue_at      INTEGER, -- when it was told that it is overdue
    seen_at         INTEGER NOT NULL, -- when a process that has the policy last said so
    version         INTEGER NOT NULL,
    PRIMARY KEY (policy, kind)
) STRICT;

CREATE TABLE backup_repository (
    name   TEXT PRIMARY KEY,
    run_id TEXT -- the run that has it, or NULL
) STRICT;
