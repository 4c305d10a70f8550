-- How many events of each type there were.
CREATE TABLE event_count (
    type      VARCHAR(255) PRIMARY KEY,
    events    BIGINT NOT NULL,
    position  BIGINT NOT NULL, -- of the newest
    newest_at BIGINT NOT NULL  -- when that happened
) DEFAULT CHARSET utf8mb4 COLLATE utf8mb4_nopad_bin;
