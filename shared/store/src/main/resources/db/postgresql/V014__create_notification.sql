-- Messages to people. One that waits is counted up by further events of its kind until its time has come.
CREATE TABLE notification (
    id         text COLLATE "C" PRIMARY KEY,
    channel    text COLLATE "C" NOT NULL, -- a name in the settings
    kind       text COLLATE "C" NOT NULL, -- SHA-256 of the next three
    type       text COLLATE "C" NOT NULL,
    severity   text COLLATE "C" NOT NULL,
    project    text NOT NULL,
    count      bigint NOT NULL, -- events
    first_note text NOT NULL, -- JSON objects: what is said of the first event, and of the newest
    last_note  text NOT NULL,
    due_at     bigint NOT NULL,
    failures   integer NOT NULL,
    last_error text,
    state      text COLLATE "C" NOT NULL, -- waiting, sending, sent, given_up
    state_at   bigint NOT NULL, -- waits or is being sent until then, or ended then
    version    bigint NOT NULL
);

CREATE INDEX notification_kind ON notification (channel, kind, due_at);
CREATE INDEX notification_state ON notification (state, channel, state_at);
CREATE INDEX notification_old ON notification (state_at);
