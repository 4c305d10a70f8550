-- One row for each event, chained to the one before by its hash. Never changed; removed from the begin only, as they grow old.
CREATE TABLE audit (
    sequence        BIGINT PRIMARY KEY, -- 1, 2, 3 and so on without a gap
    previous_hash   VARCHAR(100) NOT NULL,
    event_id        VARCHAR(64) NOT NULL UNIQUE,
    position        BIGINT NOT NULL,
    type            VARCHAR(255) NOT NULL,
    source          VARCHAR(255) NOT NULL,
    subject         VARCHAR(600) NOT NULL,
    time            BIGINT NOT NULL,
    session_id      VARCHAR(64),
    actor           VARCHAR(600), -- who did it, as far as the event says
    request_id      VARCHAR(255),
    replay_of       VARCHAR(64),
    data_hash       VARCHAR(100) NOT NULL, -- SHA-256: the data itself goes with the event
    attributes_hash VARCHAR(100),
    hash            VARCHAR(100) NOT NULL
) DEFAULT CHARSET utf8mb4 COLLATE utf8mb4_nopad_bin;

CREATE INDEX audit_time ON audit (time);
CREATE INDEX audit_type ON audit (type, sequence);
CREATE INDEX audit_subject ON audit (subject, sequence);
CREATE INDEX audit_actor ON audit (actor, sequence);

-- Where the chain ends, and the last row that was removed: what the oldest one that is there is chained to. Its one row is
-- the lock under which rows are appended and removed.
CREATE TABLE audit_head (
    id            INT PRIMARY KEY,
    sequence      BIGINT NOT NULL,
    hash          VARCHAR(100) NOT NULL,
    position      BIGINT NOT NULL, -- the highest of all events taken
    gone_sequence BIGINT NOT NULL,
    gone_hash     VARCHAR(100) NOT NULL
) DEFAULT CHARSET utf8mb4 COLLATE utf8mb4_nopad_bin;

INSERT INTO audit_head (id, sequence, hash, position, gone_sequence, gone_hash)
VALUES (1, 0, '0000000000000000000000000000000000000000000000000000000000000000', 0,
    0, '0000000000000000000000000000000000000000000000000000000000000000');
