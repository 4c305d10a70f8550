-- What V001 to V007 made of SQLite. Ids, routes and states compare by bytes; times are milliseconds since 1970.

-- Writers are concurrent here: seq is the order of writing, in which the events of one subject follow each other because
-- its row is locked. The place in commit order, position, is given to committed events, under the lock of event_position.
CREATE TABLE event (
    seq        bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    position   bigint UNIQUE,
    id         text COLLATE "C" NOT NULL UNIQUE,
    type       text COLLATE "C" NOT NULL,
    source     text COLLATE "C" NOT NULL,
    subject    text COLLATE "C" NOT NULL,
    time       bigint NOT NULL,
    session_id text COLLATE "C",
    audience   text COLLATE "C",
    request_id text,
    replay_of  text COLLATE "C",
    data       text NOT NULL
);

CREATE INDEX event_subject ON event (subject, seq);
CREATE INDEX event_without_position ON event (seq) WHERE position IS NULL;

CREATE TABLE event_position (
    id     integer PRIMARY KEY,
    newest bigint NOT NULL
);

INSERT INTO event_position (id, newest) VALUES (1, 0);

CREATE TABLE token (
    id         text COLLATE "C" PRIMARY KEY,
    name       text NOT NULL,
    role       text COLLATE "C" NOT NULL,
    hash       text COLLATE "C" NOT NULL UNIQUE, -- SHA-256 of the secret; the secret itself is nowhere
    session_id text COLLATE "C",
    agent_id   text COLLATE "C",
    created_at bigint NOT NULL,
    expires_at bigint,
    revoked_at bigint
);

CREATE INDEX token_agent ON token (agent_id) WHERE agent_id IS NOT NULL;
CREATE INDEX token_session ON token (session_id) WHERE session_id IS NOT NULL;

CREATE TABLE idempotency (
    token_id    text COLLATE "C" NOT NULL,
    api_call    text COLLATE "C" NOT NULL,
    request_key text COLLATE "C" NOT NULL,
    body_hash   text NOT NULL,
    subject     text,
    answer      text NOT NULL,
    created_at  bigint NOT NULL,
    PRIMARY KEY (token_id, api_call, request_key)
);

CREATE INDEX idempotency_age ON idempotency (created_at);

CREATE TABLE session (
    id         text COLLATE "C" PRIMARY KEY,
    project    text COLLATE "C" NOT NULL,
    client     text NOT NULL,
    state      text COLLATE "C" NOT NULL,
    created_at bigint NOT NULL,
    expires_at bigint NOT NULL,
    ended_at   bigint,
    metadata   text,
    version    bigint NOT NULL
);

CREATE INDEX session_expiry ON session (expires_at) WHERE state = 'active';
CREATE INDEX session_project ON session (project, id);

CREATE TABLE agent (
    id           text COLLATE "C" PRIMARY KEY,
    session_id   text COLLATE "C" NOT NULL REFERENCES session (id),
    name         text NOT NULL,
    role         text NOT NULL,
    capabilities text NOT NULL, -- JSON array
    metadata     text,
    state        text COLLATE "C" NOT NULL, -- live, lost, stopped; idle and busy are told by its tasks
    created_at   bigint NOT NULL,
    last_seen_at bigint NOT NULL,
    stopped_at   bigint,
    version      bigint NOT NULL
);

CREATE INDEX agent_session ON agent (session_id, id);
CREATE INDEX agent_silent ON agent (last_seen_at) WHERE state = 'live';

CREATE TABLE task (
    id            text COLLATE "C" PRIMARY KEY,
    session_id    text COLLATE "C" NOT NULL REFERENCES session (id),
    title         text NOT NULL,
    route         text COLLATE "C" NOT NULL, -- agent:<id> or capability:<name>: who may claim it
    priority      integer NOT NULL,
    depends_on    text, -- JSON array of ids, as ordered; the table below is for the way back
    deadline      bigint,
    max_attempts  integer NOT NULL,
    lease_millis  bigint NOT NULL,
    state         text COLLATE "C" NOT NULL,
    not_before    bigint,
    agent_id      text COLLATE "C",
    lease_until   bigint,
    reason        text,
    caused_by     text,
    ended_at      bigint,
    attempt       integer NOT NULL,
    fence         bigint NOT NULL,
    progress      integer,
    note          text,
    created_at    bigint NOT NULL,
    updated_at    bigint NOT NULL,
    version       bigint NOT NULL,
    report_fence  bigint,
    report_hash   text,
    report_answer text,
    payload       text,
    result        text
);

-- A claim walks exactly the tasks it may take, in the order in which it takes them.
CREATE INDEX task_claim ON task (session_id, route, priority, id) WHERE state = 'queued';
CREATE INDEX task_session ON task (session_id, id);
CREATE INDEX task_holder ON task (agent_id) WHERE state = 'assigned';
CREATE INDEX task_lease ON task (lease_until) WHERE state = 'assigned';
CREATE INDEX task_deadline ON task (deadline) WHERE deadline IS NOT NULL AND ended_at IS NULL;
CREATE INDEX task_open ON task (session_id) WHERE ended_at IS NULL;

CREATE TABLE task_dependency (
    task_id    text COLLATE "C" NOT NULL REFERENCES task (id),
    depends_on text COLLATE "C" NOT NULL REFERENCES task (id),
    PRIMARY KEY (task_id, depends_on)
);

CREATE INDEX task_dependants ON task_dependency (depends_on);

CREATE TABLE coordination_request (
    id         text COLLATE "C" PRIMARY KEY,
    session_id text COLLATE "C" NOT NULL REFERENCES session (id),
    from_agent text COLLATE "C" NOT NULL,
    route      text COLLATE "C" NOT NULL, -- agent:<id> or capability:<name>: who may read it
    topic      text NOT NULL,
    body       text NOT NULL,
    deadline   bigint NOT NULL,
    state      text COLLATE "C" NOT NULL,
    holder     text COLLATE "C", -- who reads or answered it
    held_until bigint,
    response   text,
    reason     text,
    ended_at   bigint,
    late       text,
    created_at bigint NOT NULL,
    version    bigint NOT NULL
);

CREATE INDEX coordination_inbox ON coordination_request (session_id, route, id) WHERE ended_at IS NULL;
CREATE INDEX coordination_deadline ON coordination_request (deadline) WHERE ended_at IS NULL;

CREATE TABLE delivery (
    id           text COLLATE "C" PRIMARY KEY,
    source       text COLLATE "C" NOT NULL,
    external_id  text COLLATE "C",
    forge        text NOT NULL,
    event        text COLLATE "C" NOT NULL,
    type         text COLLATE "C" NOT NULL,
    body_hash    text COLLATE "C" NOT NULL,
    content_type text NOT NULL,
    received_at  bigint NOT NULL,
    event_id     text COLLATE "C" NOT NULL,
    duplicate_of text COLLATE "C",
    body         bytea NOT NULL
);

-- Webhook bodies are kept as they came; compressing them would cost each accept more than the space is worth.
ALTER TABLE delivery ALTER COLUMN body SET STORAGE EXTERNAL;

CREATE INDEX delivery_external ON delivery (source, external_id) WHERE duplicate_of IS NULL;
CREATE INDEX delivery_content ON delivery (source, type, body_hash, received_at) WHERE duplicate_of IS NULL;
