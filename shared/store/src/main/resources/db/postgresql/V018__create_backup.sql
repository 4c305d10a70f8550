-- Runs of backups, verifications, drills and restores; what has to be done when; who has which repository.
CREATE TABLE backup_run (
    id           text COLLATE "C" PRIMARY KEY,
    policy       text COLLATE "C" NOT NULL,
    repository   text COLLATE "C" NOT NULL, -- a key without secrets
    kind         text COLLATE "C" NOT NULL, -- backup, structure, data, drill, restore
    request      text NOT NULL, -- JSON: what was asked
    requested_at bigint NOT NULL,
    started_at   bigint,
    state        text COLLATE "C" NOT NULL, -- queued, running, succeeded, failed, interrupted
    owner        text COLLATE "C", -- the process that runs it
    lease_until  bigint, -- when that process counts as dead
    ended_at     bigint,
    cause_code   text COLLATE "C",
    cause_detail text,
    progress     text, -- JSON
    outcome      text NOT NULL, -- JSON: what it did with each source
    version      bigint NOT NULL
);

CREATE INDEX backup_run_policy ON backup_run (policy, kind, state, id);
CREATE INDEX backup_run_state ON backup_run (state, id);
CREATE INDEX backup_run_ended ON backup_run (ended_at);

CREATE TABLE backup_duty (
    policy          text COLLATE "C" NOT NULL,
    kind            text COLLATE "C" NOT NULL,
    instance        text COLLATE "C" NOT NULL, -- which set of policies
    repository      text COLLATE "C" NOT NULL,
    schedule        text COLLATE "C", -- for people
    since           bigint NOT NULL,
    next_at         bigint,
    last_good_at    bigint, -- when the newest good run ended
    last_good_start bigint, -- when that run was asked for
    last_good_run   text COLLATE "C",
    due_at          bigint, -- overdue from then on
    overdue_at      bigint, -- when it was told that it is overdue
    seen_at         bigint NOT NULL, -- when a process that has the policy last said so
    version         bigint NOT NULL,
    PRIMARY KEY (policy, kind)
);

CREATE TABLE backup_repository (
    name   text COLLATE "C" PRIMARY KEY,
    run_id text COLLATE "C" -- the run that has it, or NULL
);
