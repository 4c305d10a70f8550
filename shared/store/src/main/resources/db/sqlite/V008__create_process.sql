-- Which processes work on this file; another boot id than one's own means another host, or a host that went down.
CREATE TABLE process (
    id         TEXT    PRIMARY KEY,
    boot_id    TEXT    NOT NULL,
    host       TEXT    NOT NULL,
    pid        INTEGER NOT NULL,
    started_at INTEGER NOT NULL,
    seen_at    INTEGER NOT NULL
) STRICT;

-- What is old is found by these; and a session is only deleted after a look for its requests.
CREATE INDEX task_ended ON task (ended_at) WHERE ended_at IS NOT NULL;
CREATE INDEX coordination_session ON coordination_request (session_id);
