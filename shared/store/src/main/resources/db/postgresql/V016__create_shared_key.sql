-- Keys that all processes of this database use; each is made by the first that needs it.
CREATE TABLE shared_key (
    name       text COLLATE "C" PRIMARY KEY,
    value      bytea  NOT NULL,
    created_at bigint NOT NULL
);
