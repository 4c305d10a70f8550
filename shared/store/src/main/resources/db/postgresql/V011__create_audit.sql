-- One row for each event, chained to the one before by its hash. Never changed; removed from the begin only, as they grow old.
CREATE TABLE audit (
    sequence        bigint PRIMARY KEY, -- 1, 2, 3 and so on without a gap
    previous_hash   text COLLATE "C" NOT NULL,
    event_id        text COLLATE "C" NOT NULL UNIQUE,
    position        bigint NOT NULL,
    type            text COLLATE "C" NOT NULL,
    source          text COLLATE "C" NOT NULL,
    subject         text COLLATE "C" NOT NULL,
    time            bigint NOT NULL,
    session_id      text COLLATE "C",
    actor           text COLLATE "C", -- who did it, as far as the event says
    request_id      text COLLATE "C",
    replay_of       text COLLATE "C",
    data_hash       text COLLATE "C" NOT NULL, -- SHA-256: the data itself goes with the event
    attributes_hash text COLLATE "C",
    hash            text COLLATE "C" NOT NULL
);

CREATE INDEX audit_time ON audit (time);
CREATE INDEX audit_type ON audit (type, sequence);
CREATE INDEX audit_subject ON audit (subject, sequence);
CREATE INDEX audit_actor ON audit (actor, sequence) WHERE actor IS NOT NULL;

-- Where the chain ends, and the last row that was removed: what the oldest one that is there is chained to. Its one row is
-- the lock under which rows are appended and removed.
CREATE TABLE audit_head (
    id            integer PRIMARY KEY,
    sequence      bigint NOT NULL,
    hash          text COLLATE "C" NOT NULL,
    position      bigint NOT NULL, -- the highest of all events taken
    gone_sequence bigint NOT NULL,
    gone_hash     text COLLATE "C" NOT NULL
);

INSERT INTO audit_head (id, sequence, hash, position, gone_sequence, gone_hash)
VALUES (1, 0, '0000000000000000000000000000000000000000000000000000000000000000', 0,
    0, '0000000000000000000000000000000000000000000000000000000000000000');
