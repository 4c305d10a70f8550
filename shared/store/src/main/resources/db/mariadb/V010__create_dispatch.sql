-- What the sender of a published event said: its own id and time, dataschema, datacontenttype, and extensions. JSON object of strings.
ALTER TABLE event ADD COLUMN attributes LONGTEXT;

CREATE TABLE subscription (
    id              VARCHAR(64) PRIMARY KEY,
    name            VARCHAR(255) NOT NULL UNIQUE,
    types           LONGTEXT NOT NULL, -- JSON arrays of patterns
    subjects        LONGTEXT NOT NULL,
    sources         LONGTEXT NOT NULL,
    sink            VARCHAR(2100) NOT NULL, -- http(s)://..., or mosaic:<consumer> for one that is built in
    secret          VARCHAR(255),             -- what deliveries are signed with: it must be here in clear
    format          VARCHAR(64) NOT NULL,
    order_by        VARCHAR(64) NOT NULL,
    max_attempts    INT NOT NULL,
    rate_limit      INT,          -- deliveries a second
    extensions      LONGTEXT NOT NULL, -- JSON object: attributes that every delivery bears besides the event's own
    state           VARCHAR(64) NOT NULL, -- active, disabled
    disabled_code   VARCHAR(64),
    disabled_detail LONGTEXT,
    disabled_at     BIGINT,
    created_at      BIGINT NOT NULL,
    version         BIGINT NOT NULL
) DEFAULT CHARSET utf8mb4 COLLATE utf8mb4_nopad_bin;

-- How far each subscription is, and which dispatcher works on it. Every change by a dispatcher bears its fence.
CREATE TABLE dispatch (
    subscription_id VARCHAR(64) PRIMARY KEY,
    position        BIGINT NOT NULL, -- events up to here are delivered or parked
    owner           VARCHAR(64),
    lease_until     BIGINT,
    fence           BIGINT NOT NULL,
    delivered       BIGINT NOT NULL,
    failed          BIGINT NOT NULL, -- attempts
    delivered_at    BIGINT,
    failed_at       BIGINT,
    last_error      LONGTEXT,
    paused_until    BIGINT
) DEFAULT CHARSET utf8mb4 COLLATE utf8mb4_nopad_bin;

-- Events whose first attempt failed, and those of the same lane that came after them. Only the first of a lane has a time.
CREATE TABLE parked_event (
    subscription_id VARCHAR(64) NOT NULL,
    position        BIGINT NOT NULL,
    event_id        VARCHAR(64) NOT NULL,
    lane            VARCHAR(600) NOT NULL,
    attempts        INT NOT NULL,
    not_before      BIGINT,
    PRIMARY KEY (subscription_id, position)
) DEFAULT CHARSET utf8mb4 COLLATE utf8mb4_nopad_bin;

CREATE INDEX parked_due ON parked_event (subscription_id, not_before);
CREATE INDEX parked_lane ON parked_event (subscription_id, lane, position);

CREATE TABLE dead_letter (
    id              VARCHAR(64) PRIMARY KEY,
    subscription_id VARCHAR(64) NOT NULL,
    position        BIGINT NOT NULL,
    event_id        VARCHAR(64) NOT NULL,
    type            VARCHAR(255) NOT NULL,
    subject         VARCHAR(600) NOT NULL,
    attempts        INT NOT NULL,
    status          INT,          -- HTTP status of the last answer, where there was one
    error           LONGTEXT NOT NULL,
    answer          LONGTEXT,             -- the beginning of the last answer's body
    died_at         BIGINT NOT NULL,
    UNIQUE (subscription_id, position)
) DEFAULT CHARSET utf8mb4 COLLATE utf8mb4_nopad_bin;

CREATE INDEX dead_letter_subscription ON dead_letter (subscription_id, id);
CREATE INDEX dead_letter_type ON dead_letter (type, id);

CREATE TABLE dispatcher (
    id              VARCHAR(64) PRIMARY KEY,
    live_until      BIGINT NOT NULL
) DEFAULT CHARSET utf8mb4 COLLATE utf8mb4_nopad_bin;

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
