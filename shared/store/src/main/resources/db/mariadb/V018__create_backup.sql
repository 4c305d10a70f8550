-- Runs of backups, verifications, drills and restores; what has to be done when; who has which repository.
CREATE TABLE backup_run (
    id           VARCHAR(64) PRIMARY KEY,
    policy       VARCHAR(100) NOT NULL,
    repository   VARCHAR(500) NOT NULL, -- a key without secrets
    kind         VARCHAR(20) NOT NULL, -- backup, structure, data, drill, restore
    request      LONGTEXT NOT NULL, -- JSON: what was asked
    requested_at BIGINT NOT NULL,
    started_at   BIGINT,
    state        VARCHAR(20) NOT NULL, -- queued, running, succeeded, failed, interrupted
    owner        VARCHAR(64), -- the process that runs it
    lease_until  BIGINT, -- when that process counts as dead
    ended_at     BIGINT,
    cause_code   VARCHAR(40),
    cause_detail LONGTEXT,
    progress     LONGTEXT, -- JSON
    outcome      LONGTEXT NOT NULL, -- JSON: what it did with each source
    version      BIGINT NOT NULL
) DEFAULT CHARSET utf8mb4 COLLATE utf8mb4_nopad_bin;

CREATE INDEX backup_run_policy ON backup_run (policy, kind, state, id);
CREATE INDEX backup_run_state ON backup_run (state, id);
CREATE INDEX backup_run_ended ON backup_run (ended_at);

CREATE TABLE backup_duty (
    policy          VARCHAR(100) NOT NULL,
    kind            VARCHAR(20) NOT NULL,
    instance        VARCHAR(100) NOT NULL, -- which set of policies
    repository      VARCHAR(500) NOT NULL,
    schedule        VARCHAR(200), -- for people
    since           BIGINT NOT NULL,
    next_at         BIGINT,
    last_good_at    BIGINT, -- when the newest good run ended
    last_good_start BIGINT, -- when that run was asked for
    last_good_run   VARCHAR(64),
    due_at          BIGINT, -- overdue from then on
    overdue_at      BIGINT, -- when it was told that it is overdue
    seen_at         BIGINT NOT NULL, -- when a process that has the policy last said so
    version         BIGINT NOT NULL,
    PRIMARY KEY (policy, kind)
) DEFAULT CHARSET utf8mb4 COLLATE utf8mb4_nopad_bin;

CREATE TABLE backup_repository (
    name   VARCHAR(500) PRIMARY KEY,
    run_id VARCHAR(64) -- the run that has it, or NULL
) DEFAULT CHARSET utf8mb4 COLLATE utf8mb4_nopad_bin;
