-- Keys that all processes of this database use; each is made by the first that needs it.
CREATE TABLE shared_key (
    name       VARCHAR(100)   PRIMARY KEY,
    value      VARBINARY(255) NOT NULL,
    created_at BIGINT         NOT NULL
) DEFAULT CHARSET utf8mb4 COLLATE utf8mb4_nopad_bin;
