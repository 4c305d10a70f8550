package dev.mosaicstack.store;

import dev.mosaicstack.core.analytics.AgentTimes;
import dev.mosaicstack.core.analytics.Analytics;
import dev.mosaicstack.core.analytics.DayAndProject;
import dev.mosaicstack.core.analytics.Figures;
import dev.mosaicstack.core.analytics.Spread;
import dev.mosaicstack.core.analytics.TaskTimes;
import dev.mosaicstack.core.id.Ids;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** The figures in SQL; what they are made from is in {@link AnalyticsTimes}. */
record AnalyticsStore(Sql sql, AnalyticsTimes times) implements Analytics {

    private static final String LEAD = "lead";
    private static final String CYCLE = "cycle";
    private static final String PAGE = " WHERE day = ? AND project = ?";

    AnalyticsStore(Sql sql) {
        this(sql, new AnalyticsTimes(sql));
    }

    @Override
    public void add(DayAndProject page, Figures more) {
        if (sql.update(
                        """
                        UPDATE analytics_day SET pushes = pushes + ?, completed = completed + ?, failed = failed + ?,
                            cancelled = cancelled + ?, lead_count = lead_count + ?, lead_sum = lead_sum + ?,
                            lead_max = CASE WHEN lead_max < ? THEN ? ELSE lead_max END,
                            cycle_count = cycle_count + ?, cycle_sum = cycle_sum + ?,
                            cycle_max = CASE WHEN cycle_max < ? THEN ? ELSE cycle_max END,
                            busy = busy + ?, live = live + ?""" + PAGE,
                        more.pushes(),
                        more.completed(),
                        more.failed(),
                        more.cancelled(),
                        more.lead().count(),
                        more.lead().sum(),
                        more.lead().max(),
                        more.lead().max(),
                        more.cycle().count(),
                        more.cycle().sum(),
                        more.cycle().max(),
                        more.cycle().max(),
                        more.busyMillis(),
                        more.liveMillis(),
                        day(page),
                        page.project())
                == 0) {
            insert(page, more);
        }
        more.lead().buckets().forEach((bucket, amount) -> add(page, LEAD, bucket, amount));
        more.cycle().buckets().forEach((bucket, amount) -> add(page, CYCLE, bucket, amount));
    }

    private void insert(DayAndProject page, Figures first) {
        sql.update(
                """
                INSERT INTO analytics_day (day, project, pushes, completed, failed, cancelled, lead_count, lead_sum,
                    lead_max, cycle_count, cycle_sum, cycle_max, busy, live)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""",
                day(page),
                page.project(),
                first.pushes(),
                first.completed(),
                first.failed(),
                first.cancelled(),
                first.lead().count(),
                first.lead().sum(),
                first.lead().max(),
                first.cycle().count(),
                first.cycle().sum(),
                first.cycle().max(),
                first.busyMillis(),
                first.liveMillis());
    }

    private void add(DayAndProject page, String measure, int bucket, long amount) {
        if (sql.update(
                        "UPDATE analytics_bucket SET amount = amount + ?" + PAGE + " AND measure = ? AND bucket = ?",
                        amount,
                        day(page),
                        page.project(),
                        measure,
                        bucket)
                == 0) {
            sql.update(
                    "INSERT INTO analytics_bucket (day, project, measure, bucket, amount) VALUES (?, ?, ?, ?, ?)",
                    day(page),
                    page.project(),
                    measure,
                    bucket,
                    amount);
        }
    }

    /** Of which page, and of which of its times. */
    private record Scale(DayAndProject page, String measure) {}

    /** Some times of a scale. */
    private record Bucket(Scale scale, int bucket, long amount) {}

    @Override
    public int pages(Span span) {
        return select(span, "SELECT count(*) AS n FROM analytics_day", "", row -> row.integer("n"))
                .getFirst();
    }

    @Override
    public Map<DayAndProject, Figures> figures(Span span) {
        Map<Scale, SortedMap<Integer, Long>> scales = new LinkedHashMap<>();
        select(span, "SELECT * FROM analytics_bucket", "", AnalyticsStore::bucket)
                .forEach(found -> scales.computeIfAbsent(found.scale(), scale -> new TreeMap<>())
                        .put(found.bucket(), found.amount()));
        Map<DayAndProject, Figures> figures = new LinkedHashMap<>();
        select(
                        span,
                        "SELECT * FROM analytics_day",
                        " ORDER BY day, project",
                        row -> Map.entry(page(row), figures(row, scales)))
                .forEach(page -> figures.put(page.getKey(), page.getValue()));
        return figures;
    }

    private <T> List<T> select(Span span, String select, String order, Sql.Reader<T> reader) {
        String where = select + " WHERE day BETWEEN ? AND ?";
        long from = span.from().toEpochDay();
        long to = span.to().toEpochDay();
        return span.project() == null
                ? sql.list(reader, where + order, from, to)
                : sql.list(reader, where + " AND project = ?" + order, from, to, span.project());
    }

    private static Bucket bucket(Row row) throws SQLException {
        return new Bucket(new Scale(page(row), row.text("measure")), row.integer("bucket"), row.number("amount"));
    }

    private static Figures figures(Row row, Map<Scale, SortedMap<Integer, Long>> scales) throws SQLException {
        return new Figures(
                row.number("pushes"),
                row.number("completed"),
                row.number("failed"),
                row.number("cancelled"),
                spread(row, LEAD, scales),
                spread(row, CYCLE, scales),
                row.number("busy"),
                row.number("live"));
    }

    private static Spread spread(Row row, String measure, Map<Scale, SortedMap<Integer, Long>> scales)
            throws SQLException {
        return new Spread(
                row.number(measure + "_count"),
                row.number(measure + "_sum"),
                row.number(measure + "_max"),
                scales.getOrDefault(new Scale(page(row), measure), Spread.NONE.buckets()));
    }

    private static DayAndProject page(Row row) throws SQLException {
        return new DayAndProject(LocalDate.ofEpochDay(row.number("day")), row.text("project"));
    }

    private static long day(DayAndProject page) {
        return page.day().toEpochDay();
    }

    @Override
    public List<DayAndProject> endedBefore(Instant before, int limit) {
        return sql.list(
                AnalyticsStore::page,
                "SELECT day, project FROM analytics_day WHERE day < ? ORDER BY day, project LIMIT ?",
                LocalDate.ofInstant(before, ZoneOffset.UTC).toEpochDay(),
                limit);
    }

    @Override
    public void forget(DayAndProject page) {
        sql.update("DELETE FROM analytics_bucket" + PAGE, day(page), page.project());
        sql.update("DELETE FROM analytics_day" + PAGE, day(page), page.project());
    }

    @Override
    public Optional<TaskTimes> task(String taskId) {
        return times.task(taskId);
    }

    @Override
    public void save(TaskTimes task) {
        times.save(task);
    }

    @Override
    public void forgetTask(String taskId) {
        sql.update("DELETE FROM analytics_task WHERE task_id = ?", taskId);
    }

    @Override
    public boolean holdsAny(String agentId) {
        return sql.one(row -> 1, "SELECT 1 FROM analytics_task WHERE holder = ? LIMIT 1", agentId)
                .isPresent();
    }

    @Override
    public Optional<AgentTimes> agent(String agentId) {
        return times.agent(agentId);
    }

    @Override
    public void save(AgentTimes agent) {
        times.save(agent);
    }

    @Override
    public void forgetAgent(String agentId) {
        sql.update("DELETE FROM analytics_agent WHERE agent_id = ?", agentId);
    }

    @Override
    public List<AgentTimes> liveAgents(String project) {
        return times.liveAgents(project);
    }

    @Override
    public Optional<String> projectOf(String sessionId) {
        return sql.one(row -> row.text("project"), "SELECT project FROM session WHERE id = ?", sessionId);
    }

    @Override
    public Optional<Instant> taskCreatedAt(String taskId) {
        return sql.one(row -> row.time("created_at"), "SELECT created_at FROM task WHERE id = ?", taskId);
    }

    @Override
    public List<String> tasksOfNobody(Instant before, int limit) {
        return sql.list(row -> row.text("task_id"), """
                SELECT task_id FROM analytics_task WHERE task_id < ?
                    AND NOT EXISTS (SELECT 1 FROM task WHERE task.id = analytics_task.task_id) ORDER BY task_id LIMIT ?""", Ids.floor(before.plusMillis(1)), limit);
    }

    @Override
    public List<String> agentsOfNobody(Instant before, int limit) {
        return sql.list(row -> row.text("agent_id"), """
                SELECT agent_id FROM analytics_agent WHERE agent_id < ?
                    AND NOT EXISTS (SELECT 1 FROM agent WHERE agent.id = analytics_agent.agent_id)
                ORDER BY agent_id LIMIT ?""", Ids.floor(before.plusMillis(1)), limit);
    }
}
