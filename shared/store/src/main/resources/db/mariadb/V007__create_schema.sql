-- What V001 to V007 made of SQLite. Text compares by bytes; times are milliseconds since 1970.

-- Writers are concurrent here: seq is the order of writing, in which the events of one subject follow each other because
-- its row is locked. The place in commit order, position, is given to committed events, under the lock of event_position.
CREATE TABLE event (
    seq        BIGINT AUTO_INCREMENT PRIMARY KEY,
    position   BIGINT UNIQUE,
    id         VARCHAR(64) NOT NULL UNIQUE,
    type       VARCHAR(255) NOT NULL,
    source     VARCHAR(255) NOT NULL,
    subject    VARCHAR(600) NOT NULL,
    time       BIGINT NOT NULL,
    session_id VARCHAR(64),
    audience   VARCHAR(160),
    request_id VARCHAR(255),
    replay_of  VARCHAR(64),
    data       LONGTEXT NOT NULL
) DEFAULT CHARSET utf8mb4 COLLATE utf8mb4_nopad_bin;

CREATE INDEX event_subject ON event (subject, seq);
CREATE INDEX event_without_position ON event (position, seq);

CREATE TABLE event_position (
    id     INT PRIMARY KEY,
    newest BIGINT NOT NULL
) DEFAULT CHARSET utf8mb4 COLLATE utf8mb4_nopad_bin;

INSERT INTO event_position (id, newest) VALUES (1, 0);

CREATE TABLE token (
    id         VARCHAR(64) PRIMARY KEY,
    name       VARCHAR(600) NOT NULL,
    role       VARCHAR(600) NOT NULL,
    hash       VARCHAR(100) NOT NULL UNIQUE, -- SHA-256 of the secret; the secret itself is nowhere
    session_id VARCHAR(64),
    agent_id   VARCHAR(64),
    created_at BIGINT NOT NULL,
    expires_at BIGINT,
    revoked_at BIGINT
) DEFAULT CHARSET utf8mb4 COLLATE utf8mb4_nopad_bin;

CREATE INDEX token_agent ON token (agent_id);
CREATE INDEX token_session ON token (session_id);

CREATE TABLE idempotency (
    token_id    VARCHAR(64) NOT NULL,
    api_call    VARCHAR(64) NOT NULL,
    request_key VARCHAR(255) NOT NULL,
    body_hash   VARCHAR(100) NOT NULL,
    subject     VARCHAR(600),
    answer      LONGTEXT NOT NULL,
    created_at  BIGINT NOT NULL,
    PRIMARY KEY (token_id, api_call, request_key)
) DEFAULT CHARSET utf8mb4 COLLATE utf8mb4_nopad_bin;

CREATE INDEX idempotency_age ON idempotency (created_at);

CREATE TABLE session (
    id         VARCHAR(64) PRIMARY KEY,
    project    VARCHAR(600) NOT NULL,
    client     VARCHAR(600) NOT NULL,
    state      VARCHAR(16) NOT NULL,
    created_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    ended_at   BIGINT,
    metadata   LONGTEXT,
    version    BIGINT NOT NULL
) DEFAULT CHARSET utf8mb4 COLLATE utf8mb4_nopad_bin;

CREATE INDEX session_expiry ON session (state, expires_at);
CREATE INDEX session_project ON session (project, id);

CREATE TABLE agent (
    id           VARCHAR(64) PRIMARY KEY,
    session_id   VARCHAR(64) NOT NULL,
    name         VARCHAR(600) NOT NULL,
    role         VARCHAR(600) NOT NULL,
    capabilities LONGTEXT NOT NULL, -- JSON array
    metadata     LONGTEXT,
    state        VARCHAR(16) NOT NULL, -- live, lost, stopped; idle and busy are told by its tasks
    created_at   BIGINT NOT NULL,
    last_seen_at BIGINT NOT NULL,
    stopped_at   BIGINT,
    version      BIGINT NOT NULL,
    FOREIGN KEY (session_id) REFERENCES session (id)
) DEFAULT CHARSET utf8mb4 COLLATE utf8mb4_nopad_bin;

CREATE INDEX agent_session ON agent (session_id, id);
CREATE INDEX agent_silent ON agent (state, last_seen_at);

CREATE TABLE task (
    id            VARCHAR(64) PRIMARY KEY,
    session_id    VARCHAR(64) NOT NULL,
    title         VARCHAR(600) NOT NULL,
    route         VARCHAR(160) NOT NULL, -- agent:<id> or capability:<name>: who may claim it
    priority      INT NOT NULL,
    depends_on    LONGTEXT, -- JSON array of ids, as ordered; the table below is for the way back
    deadline      BIGINT,
    max_attempts  INT NOT NULL,
    lease_millis  BIGINT NOT NULL,
    state         VARCHAR(16) NOT NULL,
    not_before    BIGINT,
    agent_id      VARCHAR(64),
    lease_until   BIGINT,
    reason        LONGTEXT,
    caused_by     VARCHAR(64),
    ended_at      BIGINT,
    attempt       INT NOT NULL,
    fence         BIGINT NOT NULL,
    progress      INT,
    note          LONGTEXT,
    created_at    BIGINT NOT NULL,
    updated_at    BIGINT NOT NULL,
    version       BIGINT NOT NULL,
    report_fence  BIGINT,
    report_hash   VARCHAR(100),
    report_answer LONGTEXT,
    payload       LONGTEXT,
    result        LONGTEXT,
    FOREIGN KEY (session_id) REFERENCES session (id)
) DEFAULT CHARSET utf8mb4 COLLATE utf8mb4_nopad_bin;

-- A claim walks exactly the tasks it may take, in the order in which it takes them.
CREATE INDEX task_claim ON task (session_id, route, state, priority, id);
CREATE INDEX task_session ON task (session_id, id);
CREATE INDEX task_holder ON task (agent_id, state);
CREATE INDEX task_lease ON task (state, lease_until);
CREATE INDEX task_deadline ON task (ended_at, deadline);
CREATE INDEX task_open ON task (session_id, ended_at, id);

CREATE TABLE task_dependency (
    task_id    VARCHAR(64) NOT NULL,
    depends_on VARCHAR(64) NOT NULL,
    PRIMARY KEY (task_id, depends_on),
    FOREIGN KEY (task_id) REFERENCES task (id),
    FOREIGN KEY (depends_on) REFERENCES task (id)
) DEFAULT CHARSET utf8mb4 COLLATE utf8mb4_nopad_bin;

CREATE INDEX task_dependants ON task_dependency (depends_on);

CREATE TABLE coordination_request (
    id         VARCHAR(64) PRIMARY KEY,
    session_id VARCHAR(64) NOT NULL,
    from_agent VARCHAR(64) NOT NULL,
    route      VARCHAR(160) NOT NULL, -- agent:<id> or capability:<name>: who may read it
    topic      VARCHAR(600) NOT NULL,
    body       LONGTEXT NOT NULL,
    deadline   BIGINT NOT NULL,
    state      VARCHAR(16) NOT NULL,
    holder     VARCHAR(64), -- who reads or answered it
    held_until BIGINT,
    response   LONGTEXT,
    reason     LONGTEXT,
    ended_at   BIGINT,
    late       LONGTEXT,
    created_at BIGINT NOT NULL,
    version    BIGINT NOT NULL,
    FOREIGN KEY (session_id) REFERENCES session (id)
) DEFAULT CHARSET utf8mb4 COLLATE utf8mb4_nopad_bin;

CREATE INDEX coordination_inbox ON coordination_request (session_id, route, ended_at, id);
CREATE INDEX coordination_deadline ON coordination_request (ended_at, deadline);

CREATE TABLE delivery (
    id           VARCHAR(64) PRIMARY KEY,
    source       VARCHAR(255) NOT NULL,
    external_id  VARCHAR(255),
    forge        VARCHAR(32) NOT NULL,
    event        TEXT NOT NULL,
    type         VARCHAR(255) NOT NULL,
    body_hash    VARCHAR(100) NOT NULL,
    content_type TEXT NOT NULL,
    received_at  BIGINT NOT NULL,
    event_id     VARCHAR(64) NOT NULL,
    duplicate_of VARCHAR(64),
    body         LONGBLOB NOT NULL
) DEFAULT CHARSET utf8mb4 COLLATE utf8mb4_nopad_bin;

CREATE INDEX delivery_external ON delivery (source, external_id);
CREATE INDEX delivery_content ON delivery (source, type, body_hash, received_at);

-- Locks that end with the transaction; taken by number, for what has no row of its own yet.
CREATE TABLE advisory_lock (
    slot INT PRIMARY KEY
);

INSERT INTO advisory_lock (slot) SELECT seq FROM seq_0_to_1023;
