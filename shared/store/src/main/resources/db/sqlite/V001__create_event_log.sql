-- The event log. AUTOINCREMENT never gives a number twice, and SQLite has one writer at a time: the position follows commit order.
CREATE TABLE event (
    position   INTEGER PRIMARY KEY AUTOINCREMENT,
    id         TEXT    NOT NULL UNIQUE,
    type       TEXT    NOT NULL,
    source     TEXT    NOT NULL,
    subject    TEXT    NOT NULL,
    time       INTEGER NOT NULL, -- milliseconds since 1970, as every time in this schema
    session_id TEXT,
    audience   TEXT,
    request_id TEXT,
    replay_of  TEXT,
    data       TEXT    NOT NULL
) STRICT;

CREATE INDEX event_subject ON event (subject, position);
