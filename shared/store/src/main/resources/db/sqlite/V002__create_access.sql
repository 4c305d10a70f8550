CREATE TABLE token (
    id         TEXT    PRIMARY KEY,
    name       TEXT    NOT NULL,
    role       TEXT    NOT NULL,
    hash       TEXT    NOT NULL UNIQUE, -- SHA-256 of the secret; the secret itself is nowhere
    session_id TEXT,
    agent_id   TEXT,
    created_at INTEGER NOT NULL,
    expires_at INTEGER,
    revoked_at INTEGER
) STRICT;

CREATE INDEX token_agent ON token (agent_id) WHERE agent_id IS NOT NULL;
CREATE INDEX token_session ON token (session_id) WHERE session_id IS NOT NULL;

CREATE TABLE idempotency (
    token_id   TEXT    NOT NULL,
    call       TEXT    NOT NULL,
    key        TEXT    NOT NULL,
    body_hash  TEXT    NOT NULL,
    subject    TEXT,
    answer     TEXT    NOT NULL,
    created_at INTEGER NOT NULL,
    PRIMARY KEY (token_id, call, key)
) STRICT;

CREATE INDEX idempotency_age ON idempotency (created_at);
