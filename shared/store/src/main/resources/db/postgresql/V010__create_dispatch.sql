-- What the sender of a published event said: its own id and time, dataschema, datacontenttype, and extensions. JSON object of strings.
ALTER TABLE event ADD COLUMN attributes text;

CREATE TABLE subscription (
    id              text COLLATE "C" PRIMARY KEY,
    name            text COLLATE "C" NOT NULL UNIQUE,
    types           text NOT NULL, -- JSON arrays of patterns
    subjects        text NOT NULL,
    sources         text NOT NULL,
    sink            text COLLATE "C" NOT NULL, -- http(s)://..., or mosaic:<consumer> for one that is built in
    secret          text,             -- what deliveries are signed with: it must be here in clear
    format          text COLLATE "C" NOT NULL,
    order_by        text COLLATE "C" NOT NULL,
    max_attempts    integer NOT NULL,
    rate_limit      integer,          -- deliveries a second
    extensions      text NOT NULL, -- JSON object: attributes that every delivery bears besides the event's own
    state           text COLLATE "C" NOT NULL, -- active, disabled
    disabled_code   text COLLATE "C",
    disabled_detail text,
    disabled_at     bigint,
    created_at      bigint NOT NULL,
    version         bigint NOT NULL
);

-- How far each subscription is, and which dispatcher works on it. Every change by a dispatcher bears its fence.
CREATE TABLE dispatch (
    subscription_id text COLLATE "C" PRIMARY KEY,
    position        bigint NOT NULL, -- events up to here are delivered or parked
    owner           text COLLATE "C",
    lease_until     bigint,
    fence           bigint NOT NULL,
    delivered       bigint NOT NULL,
    failed          bigint NOT NULL, -- attempts
    delivered_at    bigint,
    failed_at       bigint,
    last_error      text,
    paused_until    bigint
);

-- Events whose first attempt failed, and those of the same lane that came after them. Only the first of a lane has a time.
CREATE TABLE parked_event (
    subscription_id text COLLATE "C" NOT NULL,
    position        bigint NOT NULL,
    event_id        text COLLATE "C" NOT NULL,
    lane            text COLLATE "C" NOT NULL,
    attempts        integer NOT NULL,
    not_before      bigint,
    PRIMARY KEY (subscription_id, position)
);

CREATE INDEX parked_due ON parked_event (subscription_id, not_before) WHERE not_before IS NOT NULL;
CREATE INDEX parked_lane ON parked_event (subscription_id, lane, position);

CREATE TABLE dead_letter (
    id              text COLLATE "C" PRIMARY KEY,
    subscription_id text COLLATE "C" NOT NULL,
    position        bigint NOT NULL,
    event_id        text COLLATE "C" NOT NULL,
    type            text COLLATE "C" NOT NULL,
    subject         text COLLATE "C" NOT NULL,
    attempts        integer NOT NULL,
    status          integer,          -- HTTP status of the last answer, where there was one
    error           text NOT NULL,
    answer          text,             -- the beginning of the last answer's body
    died_at         bigint NOT NULL,
    UNIQUE (subscription_id, position)
);

CREATE INDEX dead_letter_subscription ON dead_letter (subscription_id, id);
CREATE INDEX dead_letter_type ON dead_letter (type, id);

CREATE TABLE dispatcher (
    id              text COLLATE "C" PRIMARY KEY,
    live_until      bigint NOT NULL
);

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
