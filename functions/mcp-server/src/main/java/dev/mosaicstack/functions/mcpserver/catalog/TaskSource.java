package dev.mosaicstack.functions.mcpserver.catalog;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mosaicstack.core.access.Caller;
import java.util.Map;
import java.util.Optional;

/** Where the tasks of {@link Outcome.Started} are found again. Each source knows its own ids. */
public interface TaskSource {

    /** Empty where it is none of this source's, or the caller may not see it. */
    Optional<McpTask> find(Caller caller, String id);

    /** What is to be watched for changes of this one: the subject of its events. Empty as in {@link #find}. */
    Optional<String> subject(Caller caller, String id);

    /** Answers to what the task asked for; what it did not ask for is left alone. @return as in {@link #find} */
    Optional<McpTask> update(Caller caller, String id, Map<String, JsonNode> responses);

    /** Asks it to end; one that has ended stays as it is. @return as in {@link #find} */
    Optional<McpTask> cancel(Caller caller, String id);
}
