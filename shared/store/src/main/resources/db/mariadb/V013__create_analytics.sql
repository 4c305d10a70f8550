-- What happened on one UTC day in one project. Times are sums of milliseconds.
CREATE TABLE analytics_day (
    day         INT NOT NULL, -- days since 1970
    project     VARCHAR(600) NOT NULL,
    pushes      BIGINT NOT NULL,
    completed   BIGINT NOT NULL, -- ends of tasks, by outcome
    failed      BIGINT NOT NULL,
    cancelled   BIGINT NOT NULL,
    lead_count  BIGINT NOT NULL, -- from creation to completion
    lead_sum    BIGINT NOT NULL,
    lead_max    BIGINT NOT NULL,
    cycle_count BIGINT NOT NULL, -- from the first claim to completion
    cycle_sum   BIGINT NOT NULL,
    cycle_max   BIGINT NOT NULL,
    busy        BIGINT NOT NULL, -- of agents
    live        BIGINT NOT NULL,
    PRIMARY KEY (day, project)
) DEFAULT CHARSET utf8mb4 COLLATE utf8mb4_nopad_bin;

-- How many of these times lie where on a logarithmic scale.
CREATE TABLE analytics_bucket (
    day     INT NOT NULL,
    project VARCHAR(600) NOT NULL,
    measure VARCHAR(16) NOT NULL, -- lead, cycle
    bucket  INT NOT NULL,
    amount  BIGINT NOT NULL,
    PRIMARY KEY (day, project, measure, bucket)
) DEFAULT CHARSET utf8mb4 COLLATE utf8mb4_nopad_bin;

-- What is remembered of a task until it is completed or cancelled, and of a failed one as long as it may be replayed.
CREATE TABLE analytics_task (
    task_id          VARCHAR(64) PRIMARY KEY,
    project          VARCHAR(600) NOT NULL,
    created_at       BIGINT, -- NULL where that is not known
    first_claimed_at BIGINT,
    holder           VARCHAR(64)
) DEFAULT CHARSET utf8mb4 COLLATE utf8mb4_nopad_bin;

CREATE INDEX analytics_task_holder ON analytics_task (holder);

-- What is remembered of an agent until it is stopped.
CREATE TABLE analytics_agent (
    agent_id   VARCHAR(64) PRIMARY KEY,
    project    VARCHAR(600) NOT NULL,
    live_since BIGINT, -- NULL while it is lost
    busy_since BIGINT -- NULL while it holds no task
) DEFAULT CHARSET utf8mb4 COLLATE utf8mb4_nopad_bin;
