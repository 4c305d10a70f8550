-- What was measured: the newest rounds as they were scraped, what is older by series; who scrapes; alerts.
CREATE TABLE metric_series (
    id   INTEGER PRIMARY KEY,
    hash TEXT NOT NULL UNIQUE, -- SHA-256 of the text
    text BLOB NOT NULL -- name{label="value"} in UTF-8: not every database has U+0000 in text
) STRICT;

CREATE TABLE metric_round (
    at      INTEGER PRIMARY KEY,
    samples BLOB NOT NULL -- series ids and values
) STRICT;

CREATE TABLE metric_block (
    series_id INTEGER NOT NULL,
    from_at   INTEGER NOT NULL,
    to_at     INTEGER NOT NULL,
    samples   BLOB NOT NULL, -- times and values
    PRIMARY KEY (series_id, from_at)
) STRICT, WITHOUT ROWID;

CREATE INDEX metric_block_to ON metric_block (to_at);

CREATE TABLE metric_turn (
    id       INTEGER PRIMARY KEY, -- 1: there is one row
    holder   TEXT NOT NULL, -- the process that scrapes; empty: nobody so far
    until_at INTEGER NOT NULL -- others leave it to that one until then
) STRICT;

-- Whoever takes the turn has a row to lock, the first as well.
INSERT INTO metric_turn (id, holder, until_at) VALUES (1, '', 0);

CREATE TABLE alert (
    id           TEXT PRIMARY KEY,
    rule         TEXT NOT NULL,
    fingerprint  TEXT NOT NULL,
    live         TEXT UNIQUE, -- the fingerprint while it is pending or firing
    labels       TEXT NOT NULL, -- JSON
    severity     TEXT NOT NULL,
    summary      TEXT NOT NULL,
    runbook      TEXT,
    state        TEXT NOT NULL, -- pending, firing, resolved
    active_since INTEGER NOT NULL,
    fired_at     INTEGER,
    resolved_at  INTEGER,
    value        TEXT NOT NULL, -- as text: not every database has infinity
    seen_at      INTEGER NOT NULL,
    version      INTEGER NOT NULL
) STRICT;

CREATE INDEX alert_state ON alert (state, id);
CREATE INDEX alert_rule ON alert (rule, id);
CREATE INDEX alert_resolved ON alert (resolved_at);
