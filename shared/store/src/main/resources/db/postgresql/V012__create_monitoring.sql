-- How many events of each type there were.
CREATE TABLE event_count (
    type      text COLLATE "C" PRIMARY KEY,
    events    bigint NOT NULL,
    position  bigint NOT NULL, -- of the newest
    newest_at bigint NOT NULL  -- when that happened
);
