-- Lists that ask for something rare must not walk through everything else; what an index covers now needs no other.
DROP INDEX task_open;
CREATE INDEX task_state ON task (session_id, state, id);
CREATE INDEX task_agent ON task (agent_id, id) WHERE agent_id IS NOT NULL;

-- By the sender's id alone, duplicates included: for lists, and for the look at each delivery.
DROP INDEX delivery_external;
CREATE INDEX delivery_external ON delivery (external_id, source, id);
CREATE INDEX delivery_type ON delivery (type, id);
CREATE INDEX delivery_event ON delivery (event, id);
CREATE INDEX delivery_source ON delivery (source, id);
