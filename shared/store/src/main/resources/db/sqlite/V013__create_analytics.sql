-- What happened on one UTC day in one project. Times are sums of milliseconds.
CREATE TABLE analytics_day (
    day         INTEGER NOT NULL, -- days since 1970
    project     TEXT    NOT NULL,
    pushes      INTEGER NOT NULL,
    completed   INTEGER NOT NULL, -- ends of tasks, by outcome
    failed      INTEGER NOT NULL,
    cancelled   INTEGER NOT NULL,
    lead_count  INTEGER NOT NULL, -- from creation to completion
    lead_sum    INTEGER NOT NULL,
    lead_max    INTEGER NOT NULL,
    cycle_count INTEGER NOT NULL, -- from the first claim to completion
    cycle_sum   INTEGER NOT NULL,
    cycle_max   INTEGER NOT NULL,
    busy        INTEGER NOT NULL, -- of agents
    live        INTEGER NOT NULL,
    PRIMARY KEY (day, project)
) STRICT, WITHOUT ROWID;

-- How many of these times lie where on a logarithmic scale.
CREATE TABLE analytics_bucket (
    day     INTEGER NOT NULL,
    project TEXT    NOT NULL,
    measure TEXT    NOT NULL, -- lead, cycle
    bucket  INTEGER NOT NULL,
    amount  INTEGER NOT NULL,
    PRIMARY KEY (day, project, measure, bucket)
) STRICT, WITHOUT ROWID;

-- What is remembered of a task until it is completed or cancelled, and of a failed one as long as it may be replayed.
CREATE TABLE analytics_task (
    task_id          TEXT    PRIMARY KEY,
    project          TEXT    NOT NULL,
    created_at       INTEGER, -- NULL where that is not known
    first_claimed_at INTEGER,
    holder           TEXT
) STRICT;

CREATE INDEX analytics_task_holder ON analytics_task (holder) WHERE holder IS NOT NULL;

-- What is remembered of an agent until it is stopped.
CREATE TABLE analytics_agent (
    agent_id   TEXT    PRIMARY KEY,
    project    TEXT    NOT NULL,
    live_since INTEGER, -- NULL while it is lost
    busy_since INTEGER  -- NULL while it holds no task
) STRICT;
