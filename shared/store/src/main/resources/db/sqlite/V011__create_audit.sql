-- One row for each event, chained to the one before by its hash. Never changed; removed from the begin only, as they grow old.
CREATE TABLE audit (
    sequence        INTEGER PRIMARY KEY, -- 1, 2, 3 and so on without a gap
    previous_hash   TEXT    NOT NULL,
    event_id        TEXT    NOT NULL UNIQUE,
    position        INTEGER NOT NULL,
    type            TEXT    NOT NULL,
    source          TEXT    NOT NULL,
    subject         TEXT    NOT NULL,
    time            INTEGER NOT NULL,
    session_id      TEXT,
    actor           TEXT,                -- who did it, as far as the event says
    request_id      TEXT,
    replay_of       TEXT,
    data_hash       TEXT    NOT NULL,    -- SHA-256: the data itself goes with the event
    attributes_hash TEXT,
    hash            TEXT    NOT NULL
) STRICT;

CREATE INDEX audit_time ON audit (time);
CREATE INDEX audit_type ON audit (type, sequence);
CREATE INDEX audit_subject ON audit (subject, sequence);
CREATE INDEX audit_actor ON audit (actor, sequence) WHERE actor IS NOT NULL;

-- Where the chain ends, and the last row that was removed: what the oldest one that is there is chained to. Its one row is
-- the lock under which rows are appended and removed.
CREATE TABLE audit_head (
    id            INTEGER PRIMARY KEY,
    sequence      INTEGER NOT NULL,
    hash          TEXT    NOT NULL,
    position      INTEGER NOT NULL, -- the highest of all events taken
    gone_sequence INTEGER NOT NULL,
    gone_hash     TEXT    NOT NULL
) STRICT;

INSERT INTO audit_head (id, sequence, hash, position, gone_sequence, gone_hash)
VALUES (1, 0, '0000000000000000000000000000000000000000000000000000000000000000', 0,
    0, '0000000000000000000000000000000000000000000000000000000000000000');
