CREATE TABLE task (
    id            TEXT    PRIMARY KEY,
    session_id    TEXT    NOT NULL REFERENCES session (id),
    title         TEXT    NOT NULL,
    route         TEXT    NOT NULL, -- agent:<id> or capability:<name>: who may claim it
    priority      INTEGER NOT NULL,
    depends_on    TEXT,             -- JSON array of ids, as ordered; the table below is for the way back
    deadline      INTEGER,
    max_attempts  INTEGER NOT NULL,
    lease_millis  INTEGER NOT NULL,
    state         TEXT    NOT NULL,
    not_before    INTEGER,
    agent_id      TEXT,
    lease_until   INTEGER,
    reason        TEXT,
    caused_by     TEXT,
    ended_at      INTEGER,
    attempt       INTEGER NOT NULL,
    fence         INTEGER NOT NULL,
    progress      INTEGER,
    note          TEXT,
    created_at    INTEGER NOT NULL,
    updated_at    INTEGER NOT NULL,
    version       INTEGER NOT NULL,
    report_fence  INTEGER,
    report_hash   TEXT,
    report_answer TEXT,
    payload       TEXT,             -- these two last, because they may be large: the others are read without them
    result        TEXT
) STRICT;

-- A claim walks exactly the tasks it may take, in the order in which it takes them.
CREATE INDEX task_claim ON task (session_id, route, priority, id) WHERE state = 'queued';
CREATE INDEX task_session ON task (session_id, id);
CREATE INDEX task_holder ON task (agent_id) WHERE state = 'assigned';
CREATE INDEX task_lease ON task (lease_until) WHERE state = 'assigned';
CREATE INDEX task_deadline ON task (deadline) WHERE deadline IS NOT NULL AND ended_at IS NULL;
CREATE INDEX task_open ON task (session_id) WHERE ended_at IS NULL;

CREATE TABLE task_dependency (
    task_id    TEXT NOT NULL REFERENCES task (id),
    depends_on TEXT NOT NULL REFERENCES task (id),
    PRIMARY KEY (task_id, depends_on)
) STRICT, WITHOUT ROWID;

CREATE INDEX task_dependants ON task_dependency (depends_on);
