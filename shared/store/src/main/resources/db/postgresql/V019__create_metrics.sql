-- What was measured: the newest rounds as they were scraped, what is older by series; who scrapes; alerts.
CREATE TABLE metric_series (
    id   bigint PRIMARY KEY,
    hash text COLLATE "C" NOT NULL UNIQUE, -- SHA-256 of the text
    text bytea NOT NULL -- name{label="value"} in UTF-8: not every database has U+0000 in text
);

CREATE TABLE metric_round (
    at      bigint PRIMARY KEY,
    samples bytea NOT NULL -- series ids and values
);

CREATE TABLE metric_block (
    series_id bigint NOT NULL,
    from_at   bigint NOT NULL,
    to_at     bigint NOT NULL,
    samples   bytea NOT NULL, -- times and values
    PRIMARY KEY (series_id, from_at)
);

CREATE INDEX metric_block_to ON metric_block (to_at);

CREATE TABLE metric_turn (
    id       bigint PRIMARY KEY, -- 1: there is one row
    holder   text COLLATE "C" NOT NULL, -- the process that scrapes; empty: nobody so far
    until_at bigint NOT NULL -- others leave it to that one until then
);

-- Whoever takes the turn has a row to lock, the first as well.
INSERT INTO metric_turn (id, holder, until_at) VALUES (1, '', 0);

CREATE TABLE alert (
    id           text COLLATE "C" PRIMARY KEY,
    rule         text COLLATE "C" NOT NULL,
    fingerprint  text COLLATE "C" NOT NULL,
    live         text COLLATE "C" UNIQUE, -- the fingerprint while it is pending or firing
    labels       text NOT NULL, -- JSON
    severity     text COLLATE "C" NOT NULL,
    summary      text NOT NULL,
    runbook      text,
    state        text COLLATE "C" NOT NULL, -- pending, firing, resolved
    active_since bigint NOT NULL,
    fired_at     bigint,
    resolved_at  bigint,
    value        text COLLATE "C" NOT NULL, -- as text: not every database has infinity
    seen_at      bigint NOT NULL,
    version      bigint NOT NULL
);

CREATE INDEX alert_state ON alert (state, id);
CREATE INDEX alert_rule ON alert (rule, id);
CREATE INDEX alert_resolved ON alert (resolved_at);
