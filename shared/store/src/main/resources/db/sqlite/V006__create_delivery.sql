CREATE TABLE delivery (
    id           TEXT    PRIMARY KEY,
    source       TEXT    NOT NULL,
    external_id  TEXT,
    forge        TEXT    NOT NULL,
    event        TEXT    NOT NULL,
    type         TEXT    NOT NULL,
    body_hash    TEXT    NOT NULL,
    content_type TEXT    NOT NULL,
    received_at  INTEGER NOT NULL,
    event_id     TEXT    NOT NULL,
    duplicate_of TEXT,
    body         BLOB    NOT NULL -- last, because it may be large: what stands before it is read without it
) STRICT;

CREATE INDEX delivery_external ON delivery (source, external_id) WHERE duplicate_of IS NULL;
CREATE INDEX delivery_content ON delivery (source, type, body_hash, received_at) WHERE duplicate_of IS NULL;
