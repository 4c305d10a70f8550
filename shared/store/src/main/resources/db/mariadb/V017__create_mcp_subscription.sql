-- What sessions of MCP clients want to be told of. One that was given up stays for a while: other processes ask for it.
CREATE TABLE mcp_subscription (
    id          VARCHAR(64) PRIMARY KEY,
    mcp_session VARCHAR(80) NOT NULL, -- the id that the client knows
    uri         VARCHAR(600) NOT NULL,
    active      INT NOT NULL, -- 1, or 0 once it was given up
    told        BIGINT NOT NULL, -- position in the event log up to which the client was told
    changed_at  BIGINT NOT NULL, -- made or given up
    seen_at     BIGINT NOT NULL, -- as above, or last told
    UNIQUE (mcp_session, uri)
) DEFAULT CHARSET utf8mb4 COLLATE utf8mb4_nopad_bin;

CREATE INDEX mcp_subscription_changed ON mcp_subscription (changed_at);
CREATE INDEX mcp_subscription_seen ON mcp_subscription (seen_at);
