-- How many events of each type there were.
CREATE TABLE event_count (
    type      TEXT    PRIMARY KEY,
    events    INTEGER NOT NULL,
    position  INTEGER NOT NULL, -- of the newest
    newest_at INTEGER NOT NULL  -- when that happened
) STRICT;
