-- The only calls that a token may make, by name, with spaces between; NULL for all of its role.
ALTER TABLE token ADD COLUMN calls LONGTEXT;
