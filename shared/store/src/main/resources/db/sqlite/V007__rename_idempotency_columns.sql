-- "key" and "call" are reserved words of other databases; the same statements are for all.
ALTER TABLE idempotency RENAME COLUMN call TO api_call;
ALTER TABLE idempotency RENAME COLUMN key TO request_key;
