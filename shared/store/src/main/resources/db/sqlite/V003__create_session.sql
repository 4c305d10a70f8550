CREATE TABLE session (
    id         TEXT    PRIMARY KEY,
    project    TEXT    NOT NULL,
    client     TEXT    NOT NULL,
    state      TEXT    NOT NULL,
    created_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    ended_at   INTEGER,
    metadata   TEXT,
    version    INTEGER NOT NULL
) STRICT;

CREATE INDEX session_expiry ON session (expires_at) WHERE state = 'active';
CREATE INDEX session_project ON session (project, id);

CREATE TABLE agent (
    id           TEXT    PRIMARY KEY,
    session_id   TEXT    NOT NULL REFERENCES session (id),
    name         TEXT    NOT NULL,
    role         TEXT    NOT NULL,
    capabilities TEXT    NOT NULL, -- JSON array
    metadata     TEXT,
    state        TEXT    NOT NULL, -- live, lost, stopped; idle and busy are told by its tasks
    created_at   INTEGER NOT NULL,
    last_seen_at INTEGER NOT NULL,
    stopped_at   INTEGER,
    version      INTEGER NOT NULL
) STRICT;

CREATE INDEX agent_session ON agent (session_id, id);
CREATE INDEX agent_silent ON agent (last_seen_at) WHERE state = 'live';
