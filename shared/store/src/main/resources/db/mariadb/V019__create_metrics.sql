-- What was measured: the newest rounds as they were scraped, what is older by series; who scrapes; alerts.
CREATE TABLE metric_series (
    id   BIGINT PRIMARY KEY,
    hash VARCHAR(64) NOT NULL UNIQUE, -- SHA-256 of the text
    text LONGBLOB NOT NULL -- name{label="value"} in UTF-8: not every database has U+0000 in text
) DEFAULT CHARSET utf8mb4 COLLATE utf8mb4_nopad_bin;

CREATE TABLE metric_round (
    at      BIGINT PRIMARY KEY,
    samples LONGBLOB NOT NULL -- series ids and values
) DEFAULT CHARSET utf8mb4 COLLATE utf8mb4_nopad_bin;

CREATE TABLE metric_block (
    series_id BIGINT NOT NULL,
    from_at   BIGINT NOT NULL,
    to_at     BIGINT NOT NULL,
    samples   LONGBLOB NOT NULL, -- times and values
    PRIMARY KEY (series_id, from_at)
) DEFAULT CHARSET utf8mb4 COLLATE utf8mb4_nopad_bin;

CREATE INDEX metric_block_to ON metric_block (to_at);

CREATE TABLE metric_turn (
    id       BIGINT PRIMARY KEY, -- 1: there is one row
    holder   VARCHAR(64) NOT NULL, -- the process that scrapes; empty: nobody so far
    until_at BIGINT NOT NULL -- others leave it to that one until then
) DEFAULT CHARSET utf8mb4 COLLATE utf8mb4_nopad_bin;

-- Whoever takes the turn has a row to lock, the first as well.
INSERT INTO metric_turn (id, holder, until_at) VALUES (1, '', 0);

CREATE TABLE alert (
    id           VARCHAR(64) PRIMARY KEY,
    rule         VARCHAR(200) NOT NULL,
    fingerprint  VARCHAR(64) NOT NULL,
    live         VARCHAR(64) UNIQUE, -- the fingerprint while it is pending or firing
    labels       LONGTEXT NOT NULL, -- JSON
    severity     VARCHAR(64) NOT NULL,
    summary      LONGTEXT NOT NULL,
    runbook      LONGTEXT,
    state        VARCHAR(20) NOT NULL, -- pending, firing, resolved
    active_since BIGINT NOT NULL,
    fired_at     BIGINT,
    resolved_at  BIGINT,
    value        VARCHAR(64) NOT NULL, -- as text: not every database has infinity
    seen_at      BIGINT NOT NULL,
    version      BIGINT NOT NULL
) DEFAULT CHARSET utf8mb4 COLLATE utf8mb4_nopad_bin;

CREATE INDEX alert_state ON alert (state, id);
CREATE INDEX alert_rule ON alert (rule, id);
CREATE INDEX alert_resolved ON alert (resolved_at);
