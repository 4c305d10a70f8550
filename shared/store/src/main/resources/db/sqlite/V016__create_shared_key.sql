-- Keys that all processes of this database use; each is made by the first that needs it.
CREATE TABLE shared_key (
    name       TEXT    PRIMARY KEY,
    value      BLOB    NOT NULL,
    created_at INTEGER NOT NULL
) STRICT;
