-- What is old is found by these; and a session is only deleted after a look for its requests.
CREATE INDEX task_ended ON task (ended_at);
CREATE INDEX coordination_session ON coordination_request (session_id);
