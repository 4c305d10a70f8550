-- What sessions of MCP clients want to be told of. One that was given up stays for a while: other processes ask for it.
CREATE TABLE mcp_subscription (
    id          TEXT    PRIMARY KEY,
    mcp_session TEXT    NOT NULL, -- the id that the client knows
    uri         TEXT    NOT NULL,
    active      INTEGER NOT NULL, -- 1, or 0 once it was given up
    told        INTEGER NOT NULL, -- position in the event log up to which the client was told
    changed_at  INTEGER NOT NULL, -- made or given up
    seen_at     INTEGER NOT NULL, -- as above, or last told
    UNIQUE (mcp_session, uri)
) STRICT;

CREATE INDEX mcp_subscription_changed ON mcp_subscription (changed_at);
CREATE INDEX mcp_subscription_seen ON mcp_subscription (seen_at);
