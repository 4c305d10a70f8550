-- Messages to people. One that waits is counted up by further events of its kind until its time has come.
CREATE TABLE notification (
    id         TEXT    PRIMARY KEY,
    channel    TEXT    NOT NULL, -- a name in the settings
    kind       TEXT    NOT NULL, -- SHA-256 of the next three
    type       TEXT    NOT NULL,
    severity   TEXT    NOT NULL,
    project    TEXT    NOT NULL,
    count      INTEGER NOT NULL, -- events
    first_note TEXT    NOT NULL, -- JSON objects: what is said of the first event, and of the newest
    last_note  TEXT    NOT NULL,
    due_at     INTEGER NOT NULL,
    failures   INTEGER NOT NULL,
    last_error TEXT,
    state      TEXT    NOT NULL, -- waiting, sending, sent, given_up
    state_at   INTEGER NOT NULL, -- waits or is being sent until then, or ended then
    version    INTEGER NOT NULL
) STRICT;

CREATE INDEX notification_kind ON notification (channel, kind, due_at);
CREATE INDEX notification_state ON notification (state, channel, state_at);
CREATE INDEX notification_old ON notification (state_at);
