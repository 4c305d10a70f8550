-- What happened on one UTC day in one project. Times are sums of milliseconds.
CREATE TABLE analytics_day (
    day         integer NOT NULL, -- days since 1970
    project     text COLLATE "C" NOT NULL,
    pushes      bigint NOT NULL,
    completed   bigint NOT NULL, -- ends of tasks, by outcome
    failed      bigint NOT NULL,
    cancelled   bigint NOT NULL,
    lead_count  bigint NOT NULL, -- from creation to completion
    lead_sum    bigint NOT NULL,
    lead_max    bigint NOT NULL,
    cycle_count bigint NOT NULL, -- from the first claim to completion
    cycle_sum   bigint NOT NULL,
    cycle_max   bigint NOT NULL,
    busy        bigint NOT NULL, -- of agents
    live        bigint NOT NULL,
    PRIMARY KEY (day, project)
);

-- How many of these times lie where on a logarithmic scale.
CREATE TABLE analytics_bucket (
    day     integer NOT NULL,
    project text COLLATE "C" NOT NULL,
    measure text COLLATE "C" NOT NULL, -- lead, cycle
    bucket  integer NOT NULL,
    amount  bigint NOT NULL,
    PRIMARY KEY (day, project, measure, bucket)
);

-- What is remembered of a task until it is completed or cancelled, and of a failed one as long as it may be replayed.
CREATE TABLE analytics_task (
    task_id          text COLLATE "C" PRIMARY KEY,
    project          text COLLATE "C" NOT NULL,
    created_at       bigint, -- NULL where that is not known
    first_claimed_at bigint,
    holder           text COLLATE "C"
);

CREATE INDEX analytics_task_holder ON analytics_task (holder) WHERE holder IS NOT NULL;

-- What is remembered of an agent until it is stopped.
CREATE TABLE analytics_agent (
    agent_id   text COLLATE "C" PRIMARY KEY,
    project    text COLLATE "C" NOT NULL,
    live_since bigint, -- NULL while it is lost
    busy_since bigint -- NULL while it holds no task
);
