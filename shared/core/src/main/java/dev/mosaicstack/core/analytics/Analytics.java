package dev.mosaicstack.core.analytics;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The figures, and what is remembered to make more of them, seen from inside a transaction. */
public interface Analytics {

    /** Which days a report is about, both included. @param project null for all */
    record Span(LocalDate from, LocalDate to, String project) {}

    /** Adds to what is there of that day and project. */
    void add(DayAndProject page, Figures more);

    /** How many days and projects have figures. */
    int pages(Span span);

    /** By day, then project. */
    Map<DayAndProject, Figures> figures(Span span);

    Optional<TaskTimes> task(String taskId);

    void save(TaskTimes task);

    void forgetTask(String taskId);

    /** Whether the agent holds any task. */
    boolean holdsAny(String agentId);

    Optional<AgentTimes> agent(String agentId);

    void save(AgentTimes agent);

    void forgetAgent(String agentId);

    /** Those that are live, also in their own row. @param project null for all */
    List<AgentTimes> liveAgents(String project);

    /** The project of a session, ended or not; empty where it is not kept any more. Locks nothing. */
    Optional<String> projectOf(String sessionId);

    /** When a task was created; empty where it is not kept any more. Locks nothing. */
    Optional<Instant> taskCreatedAt(String taskId);

    /** The oldest of what is from days that had ended at {@code before}. */
    List<DayAndProject> endedBefore(Instant before, int limit);

    void forget(DayAndProject page);

    /** Ids of remembered tasks that were created at {@code before} or earlier and are not kept any more. */
    List<String> tasksOfNobody(Instant before, int limit);

    /** Ids of remembered agents that were deployed at {@code before} or earlier and are not kept any more. */
    List<String> agentsOfNobody(Instant before, int limit);
}
