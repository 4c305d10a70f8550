CREATE TABLE coordination_request (
    id         TEXT    PRIMARY KEY,
    session_id TEXT    NOT NULL REFERENCES session (id),
    from_agent TEXT    NOT NULL,
    route      TEXT    NOT NULL, -- agent:<id> or capability:<name>: who may read it
    topic      TEXT    NOT NULL,
    body       TEXT    NOT NULL,
    deadline   INTEGER NOT NULL,
    state      TEXT    NOT NULL,
    holder     TEXT,             -- who reads or answered it
    held_until INTEGER,
    response   TEXT,
    reason     TEXT,
    ended_at   INTEGER,
    late       TEXT,
    created_at INTEGER NOT NULL,
    version    INTEGER NOT NULL
) STRICT;

CREATE INDEX coordination_inbox ON coordination_request (session_id, route, id) WHERE ended_at IS NULL;
CREATE INDEX coordination_deadline ON coordination_request (deadline) WHERE ended_at IS NULL;
