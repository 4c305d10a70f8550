-- Messages to people. One that waits is counted up by further events of its kind until its time has come.
CREATE TABLE notification (
    id         VARCHAR(64) PRIMARY KEY,
    channel    VARCHAR(255) NOT NULL, -- a name in the settings
    kind       VARCHAR(64) NOT NULL, -- SHA-256 of the next three
    type       VARCHAR(255) NOT NULL,
    severity   VARCHAR(64) NOT NULL,
    project    VARCHAR(600) NOT NULL,
    count      BIGINT NOT NULL, -- events
    first_note LONGTEXT NOT NULL, -- JSON objects: what is said of the first event, and of the newest
    last_note  LONGTEXT NOT NULL,
    due_at     BIGINT NOT NULL,
    failures   INT NOT NULL,
    last_error LONGTEXT,
    state      VARCHAR(64) NOT NULL, -- waiting, sending, sent, given_up
    state_at   BIGINT NOT NULL, -- waits or is being sent until then, or ended then
    version    BIGINT NOT NULL
) DEFAULT CHARSET utf8mb4 COLLATE utf8mb4_nopad_bin;

CREATE INDEX notification_kind ON notification (channel, kind, due_at);
CREATE INDEX notification_state ON notification (state, channel, state_at);
CREATE INDEX notification_old ON notification (state_at);
