package dev.mosaicstack.core.task;

import dev.mosaicstack.core.input.Page;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** The task rows, seen from inside a transaction. */
public interface Tasks {

    /** What a list shows; a null field does not narrow it. */
    record Filter(String sessionId, String state, String agentId, String capability) {}

    /** The answer to the report that moved a task, kept so that its exact repeat gets the same. */
    record LastReport(long fence, String hash, String answer) {}

    void insert(Task task);

    /** Inside a write, to change it: nobody else changes it, or relies on it, before the write has ended. */
    Optional<Task> find(String id);

    /** Inside a write, to rely on it: it stays as it is until the write has ended. */
    Optional<Task> findShared(String id);

    /**
     * Compare-and-set on {@code version}, which it raises.
     *
     * @return what is stored now
     * @throws dev.mosaicstack.core.store.StaleVersion where the row was changed meanwhile
     */
    Task update(Task task);

    /** As above, and keeps the report that moved it. */
    Task update(Task task, LastReport report);

    Optional<LastReport> lastReport(String id);

    /** Queued and ready tasks of the session on any of the routes: by priority, then age. */
    List<Task> claimable(String sessionId, Collection<String> routes, Instant now, int limit);

    /** Tasks that wait for this one or were failed because of it. */
    List<Task> dependants(String id);

    /** How many of the task's dependencies are not completed. */
    int openDependencies(String id);

    /** How many of the task's dependencies have failed or were cancelled. */
    int brokenDependencies(String id);

    List<Task> assignedTo(String agentId);

    /** Blocked or queued tasks that only this agent may do. */
    List<Task> waitingFor(String agentId);

    /** Ids of the session's tasks that have not ended, oldest first. */
    List<String> notEnded(String sessionId);

    /** Newest first, up to {@code limit + 1}. */
    List<Task> list(Filter filter, Page.Ask ask);

    /** Ids of assigned tasks whose lease is over. */
    List<String> leasesOver(Instant now, int limit);

    /** Ids of tasks that have not ended and are past their deadline. */
    List<String> pastDeadline(Instant now, int limit);

    /** How many tasks of the session are in which state. */
    java.util.Map<String, Integer> countByState(String sessionId);

    /**
     * Ids of tasks that ended at {@code before} or earlier and that nobody needs, longest ended first. A task that failed
     * or was cancelled is needed as long as a task that depends on it is there: that one must not be replayed without it.
     */
    List<String> endedBefore(Instant before, int limit);

    /** Does nothing where the task is not, or no longer, one of those that {@link #endedBefore} gives. */
    void forget(String id, Instant before);
}
