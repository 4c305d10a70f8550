-- What the sender of a published event said: its own id and time, dataschema, datacontenttype, and extensions. JSON object of strings.
ALTER TABLE event ADD COLUMN attributes TEXT;

CREATE TABLE subscription (
    id              TEXT    PRIMARY KEY,
    name            TEXT    NOT NULL UNIQUE,
    types           TEXT    NOT NULL, -- JSON arrays of patterns
    subjects        TEXT    NOT NULL,
    sources         TEXT    NOT NULL,
    sink            TEXT    NOT NULL, -- http(s)://..., or mosaic:<consumer> for one that is built in
    secret          TEXT,             -- what deliveries are signed with: it must be here in clear
    format          TEXT    NOT NULL,
    order_by        TEXT    NOT NULL,
    max_attempts    INTEGER NOT NULL,
    rate_limit      INTEGER,          -- deliveries a second
    extensions      TEXT    NOT NULL, -- JSON object: attributes that every delivery bears besides the event's own
    state           TEXT    NOT NULL, -- active, disabled
    disabled_code   TEXT,
    disabled_detail TEXT,
    disabled_at     INTEGER,
    created_at      INTEGER NOT NULL,
    version         INTEGER NOT NULL
) STRICT;

-- How far each subscription is, and which dispatcher works on it. Every change by a dispatcher bears its fence.
CREATE TABLE dispatch (
    subscription_id TEXT    PRIMARY KEY,
    position        INTEGER NOT NULL, -- events up to here are delivered or parked
    owner           TEXT,
    lease_until     INTEGER,
    fence           INTEGER NOT NULL,
    delivered       INTEGER NOT NULL,
    failed          INTEGER NOT NULL, -- attempts
    delivered_at    INTEGER,
    failed_at       INTEGER,
    last_error      TEXT,
    paused_until    INTEGER
) STRICT;

-- Events whose first attempt failed, and those of the same lane that came after them. Only the first of a lane has a time.
CREATE TABLE parked_event (
    subscription_id TEXT    NOT NULL,
    position        INTEGER NOT NULL,
    event_id        TEXT    NOT NULL,
    lane            TEXT    NOT NULL,
    attempts        INTEGER NOT NULL,
    not_before      INTEGER,
    PRIMARY KEY (subscription_id, position)
) STRICT, WITHOUT ROWID;

CREATE INDEX parked_due ON parked_event (subscription_id, not_before) WHERE not_before IS NOT NULL;
CREATE INDEX parked_lane ON parked_event (subscription_id, lane, position);

CREATE TABLE dead_letter (
    id              TEXT    PRIMARY KEY,
    subscription_id TEXT    NOT NULL,
    position        INTEGER NOT NULL,
    event_id        TEXT    NOT NULL,
    type            TEXT    NOT NULL,
    subject         TEXT    NOT NULL,
    attempts        INTEGER NOT NULL,
    status          INTEGER,          -- HTTP status of the last answer, where there was one
    error           TEXT    NOT NULL,
    answer          TEXT,             -- the beginning of the last answer's body
    died_at         INTEGER NOT NULL,
    UNIQUE (subscription_id, position)
) STRICT;

CREATE INDEX dead_letter_subscription ON dead_letter (subscription_id, id);
CREATE INDEX dead_letter_type ON dead_letter (type, id);

CREATE TABLE dispatcher (
    id         TEXT    PRIMARY KEY,
    live_until INTEGER NOT NULL
) STRICT;

-- The consumers that are built in are subscriptions like others. What is in the log is audited and counted; nobody is
-- notified of what is long over.
INSERT INTO subscription (id, name, types, subjects, sources, sink, format, order_by, max_attempts, extensions, state, created_at, version)
VALUES
    ('00000000-0000-7000-8000-00000000a001', 'audit', '["*"]', '[]', '[]', 'mosaic:audit', 'binary', 'none', 1, '{}', 'active', 0, 1),
    ('00000000-0000-7000-8000-00000000a002', 'monitoring', '["*"]', '[]', '[]', 'mosaic:monitoring', 'binary', 'none', 1, '{}', 'active', 0, 1),
    ('00000000-0000-7000-8000-00000000a003', 'analytics', '["*"]', '[]', '[]', 'mosaic:analytics', 'binary', 'none', 1, '{}', 'active', 0, 1),
    ('00000000-0000-7000-8000-00000000a004', 'notification', '["*"]', '[]', '[]', 'mosaic:notification', 'binary', 'none', 1, '{}', 'active', 0, 1);

INSERT INTO dispatch (subscription_id, position, fence, delivered, failed)
SELECT id, (SELECT coalesce(min(position) - 1, 0) FROM event), 0, 0, 0 FROM subscription;

UPDATE dispatch SET position = (SELECT coalesce(max(position), 0) FROM event)
WHERE subscription_id = '00000000-0000-7000-8000-00000000a004';
