package dev.mosaicstack.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import dev.mosaicstack.core.analytics.Analytics;
import dev.mosaicstack.core.analytics.CollectAnalytics;
import dev.mosaicstack.core.analytics.DayAndProject;
import dev.mosaicstack.core.analytics.Figures;
import dev.mosaicstack.core.analytics.ReportAnalytics;
import dev.mosaicstack.core.analytics.ReportAnalytics.Report;
import dev.mosaicstack.core.error.Refusal;
import dev.mosaicstack.core.event.Event;
import dev.mosaicstack.core.event.Recorder;
import dev.mosaicstack.core.id.Ids;
import dev.mosaicstack.core.retention.Keep;
import dev.mosaicstack.core.retention.Retention;
import dev.mosaicstack.core.store.Store;
import dev.mosaicstack.core.store.Tx;
import dev.mosaicstack.testkit.MovableClock;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the figures say of what happened, whatever the database. */
@Timeout(120)
abstract class AnalyticsContract {

    private static final LocalDate DAY = LocalDate.parse("2026-11-20");
    private static final Duration HOUR = Duration.ofHours(1);

    private final MovableClock time = MovableClock.at("2026-11-20T10:00:00Z");
    private final CollectAnalytics analytics = new CollectAnalytics();
    private Store store;
    private TeamStory story;
    private ReportAnalytics reports;
    private long cursor;

    @BeforeEach
    void open() {
        store = emptyStore();
        story = new TeamStory(store, time);
        reports = new ReportAnalytics(store, time);
    }

    /** A store on an empty database of the kind under test; closed by the subclass. */
    abstract Store emptyStore();

    /** A connection to the same database. */
    abstract Connection connect() throws SQLException;

    @Test
    void whereNothingHappenedThereIsNothingToReport() {
        Report report = report();
        assertThat(report.days()).isEmpty();
        assertThat(report.projects()).isEmpty();
        assertThat(report.totals()).isEqualTo(Figures.NONE);
    }

    @Test
    void pushesAreCountedByRepositoryAndReplaysAreNot() {
        story.push("repos/acme/app", null);
        story.push("repos/acme/app", null);
        story.push("repos/acme/app", "an-earlier-event");
        story.push("repos/acme/Äpp", null);
        story.push("orgs/acme", null);
        time.advance(Duration.ofHours(14));
        story.push("repos/acme/app", null);
        assertThat(report().days())
                .extractingByKeys(on(DAY, "acme/app"), on(DAY, "acme/Äpp"), on(DAY, "(unknown)"))
                .extracting(Figures::pushes)
                .containsExactly(2L, 1L, 1L);
        assertThat(report().days()).hasSize(4).containsKey(on(DAY.plusDays(1), "acme/app"));
        assertThat(report().projects().get("acme/app").pushes()).isEqualTo(3);
        assertThat(report().totals().pushes()).isEqualTo(5);
    }

    @Test
    void aCompletedTaskHasALeadAndACycleTime() {
        String session = story.session("acme/app");
        String agent = story.agent(session);
        String task = story.task(session);
        time.advance(HOUR);
        story.claim(task, agent);
        time.advance(Duration.ofMinutes(30));
        story.complete(task);
        Figures figures = today("acme/app");
        assertThat(figures.completed()).isEqualTo(1);
        assertThat(figures.lead().count()).isEqualTo(1);
        assertThat(figures.lead().sum()).isEqualTo(Duration.ofMinutes(90).toMillis());
        assertThat(figures.cycle().max()).isEqualTo(Duration.ofMinutes(30).toMillis());
        assertThat(figures.cycle().quantile(0.5)).isCloseTo(1_800_000, within(1_800_000 * 0.091));
        assertThat(remembered("analytics_task")).isZero();
    }

    @Test
    void timesCountFromTheFirstClaimAndAcrossAReplayAndEveryEndCounts() {
        String session = story.session("p");
        String agent = story.agent(session);
        String task = story.task(session);
        time.advance(HOUR);
        story.claim(task, agent);
        time.advance(HOUR);
        story.retry(task);
        time.advance(HOUR);
        story.claim(task, agent);
        time.advance(HOUR);
        story.fail(task);
        time.advance(HOUR);
        story.replay(task);
        time.advance(HOUR);
        story.claim(task, agent);
        time.advance(HOUR);
        story.complete(task);
        String other = story.task(session);
        story.cancel(other);
        Figures figures = today("p");
        assertThat(figures).extracting("completed", "failed", "cancelled").containsExactly(1L, 1L, 1L);
        assertThat(figures.lead().sum()).isEqualTo(HOUR.multipliedBy(7).toMillis());
        assertThat(figures.cycle().sum()).isEqualTo(HOUR.multipliedBy(6).toMillis());
        assertThat(figures.busyMillis()).isEqualTo(HOUR.multipliedBy(3).toMillis());
        assertThat(remembered("analytics_task")).isZero();
    }

    @Test
    void anAgentThatHoldsSeveralTasksIsBusyOnce() {
        String session = story.session("p");
        String agent = story.agent(session);
        String first = story.task(session);
        String second = story.task(session);
        story.claim(first, agent);
        time.advance(HOUR);
        story.claim(second, agent);
        time.advance(HOUR);
        story.complete(first);
        time.advance(HOUR);
        story.complete(second);
        time.advance(HOUR);
        story.stop(agent);
        assertThat(today("p").busyMillis()).isEqualTo(HOUR.multipliedBy(3).toMillis());
        assertThat(today("p").liveMillis()).isEqualTo(HOUR.multipliedBy(4).toMillis());
        assertThat(remembered("analytics_agent")).isZero();
    }

    @Test
    void eachDayGetsItsPartOfATimeThatGoesOverMidnight() {
        String session = story.session("p");
        String agent = story.agent(session);
        String task = story.task(session);
        time.advance(Duration.ofHours(13));
        story.claim(task, agent);
        time.advance(Duration.ofHours(26));
        story.complete(task);
        story.stop(agent);
        assertThat(report().days())
                .extractingByKeys(on(DAY, "p"), on(DAY.plusDays(1), "p"), on(DAY.plusDays(2), "p"))
                .extracting(
                        figures -> hours(figures.liveMillis()),
                        figures -> hours(figures.busyMillis()),
                        Figures::completed)
                .containsExactly(tuple(14L, 1L, 0L), tuple(24L, 24L, 0L), tuple(1L, 1L, 1L));
        assertThat(report(DAY.plusDays(1), DAY.plusDays(1), "p").totals().liveMillis())
                .isEqualTo(Duration.ofDays(1).toMillis());
    }

    @Test
    void whatIsUnderWayCountsUpToNow() {
        String session = story.session("p");
        String agent = story.agent(session);
        String task = story.task(session);
        time.advance(HOUR);
        story.claim(task, agent);
        time.advance(HOUR);
        assertThat(today("p").liveMillis()).isEqualTo(HOUR.multipliedBy(2).toMillis());
        assertThat(today("p").busyMillis()).isEqualTo(HOUR.toMillis());
        time.advance(HOUR);
        story.complete(task);
        assertThat(today("p").busyMillis()).isEqualTo(HOUR.multipliedBy(2).toMillis());
        assertThat(report(DAY, DAY, "other").days()).isEmpty();
    }

    @Test
    void aLostAgentIsNotThereUntilItReturnsAndAStoppedOneNoMore() {
        String session = story.session("p");
        String agent = story.agent(session);
        String task = story.task(session);
        story.claim(task, agent);
        time.advance(HOUR);
        story.loseTheSilent();
        time.advance(HOUR);
        story.heartbeat(agent);
        time.advance(HOUR);
        story.claim(task, agent);
        time.advance(HOUR);
        story.stop(agent);
        time.advance(HOUR);
        assertThat(today("p").liveMillis()).isEqualTo(HOUR.multipliedBy(3).toMillis());
        assertThat(today("p").busyMillis()).isEqualTo(HOUR.multipliedBy(2).toMillis());
        assertThat(remembered("analytics_agent")).isZero();
    }

    @Test
    void whatBeganBeforeTheLogDoesIsCountedAsFarAsItIsKnown() {
        String session = story.session("p");
        String agent = story.agent(session);
        String known = story.task(session);
        String claimed = story.task(session);
        story.claim(claimed, agent);
        skip();
        time.advance(HOUR);
        story.claim(known, agent);
        time.advance(HOUR);
        story.complete(known);
        story.complete(claimed);
        Figures figures = today("p");
        assertThat(figures.completed()).isEqualTo(2);
        assertThat(figures.lead().count()).as("by the rows of the tasks").isEqualTo(2);
        assertThat(figures.cycle().count())
                .as("only of what was seen to be claimed")
                .isEqualTo(1);
        assertThat(hours(figures.liveMillis())).as("since its first claim").isEqualTo(1);
        assertThat(hours(figures.busyMillis())).isEqualTo(1);
    }

    @Test
    void eventsOfTasksAndSessionsThatAreGoneDoNotFail() {
        String session = story.session("p");
        String agent = story.agent(session);
        String task = story.task(session);
        story.claim(task, agent);
        story.complete(task);
        String failed = story.task(session);
        story.claim(failed, agent);
        story.fail(failed);
        story.stop(agent);
        write(tx -> {
            tx.tasks().forget(task, time.instant());
            tx.tasks().forget(failed, time.instant());
            tx.agents().forget(agent);
            tx.sessions().forget(session);
        });
        Figures figures = today("(unknown)");
        assertThat(figures).extracting("completed", "failed").containsExactly(1L, 1L);
        assertThat(figures.lead().count()).isEqualTo(1);
    }

    @Test
    void onlyOurOwnEventsTellOfTasksAndAgents() {
        String session = story.session("p");
        write(tx -> tx.events()
                .append(new Event(
                        0,
                        "forged",
                        "dev.mosaicstack.mcp.task.completed",
                        "/elsewhere",
                        "tasks/1",
                        time.instant(),
                        session,
                        null,
                        null,
                        null,
                        "[]")));
        assertThat(report().days()).isEmpty();
    }

    @Test
    void anAgentWhoseEndWasMissedDoesNotLiveForEver() {
        String session = story.session("p");
        String agent = story.agent(session);
        collect();
        story.stop(agent);
        skip();
        time.advance(HOUR);
        assertThat(report().totals().liveMillis()).isZero();
    }

    @Test
    void figuresAreForgottenByDayAndWhatIsRememberedOfNobody() {
        story.push("repos/old", null);
        String session = story.session("p");
        String agent = story.agent(session);
        String gone = story.task(session);
        String open = story.task(session);
        story.claim(gone, agent);
        collect();
        time.advance(Duration.ofDays(40));
        story.complete(gone);
        skip();
        story.push("repos/young", null);
        collect();
        write(tx -> tx.tasks().forget(gone, time.instant()));
        forgetOld();
        assertThat(report(DAY, DAY.plusDays(40), null).projects().keySet()).containsExactly("p", "young");
        assertThat(remembered("analytics_task")).isEqualTo(1);
        assertThat(remembered("analytics_agent")).isEqualTo(1);
        assertThat(store.<Boolean>read(tx -> tx.analytics().task(open).isPresent()))
                .isTrue();
    }

    @Test
    void aReportOfTooMuchIsRefused() throws SQLException {
        try (Connection connection = connect();
                var insert = connection.prepareStatement(
                        "INSERT INTO analytics_day VALUES (?, ?, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)")) {
            connection.setAutoCommit(false);
            for (int i = 0; i <= ReportAnalytics.MOST; i++) {
                insert.setLong(1, DAY.toEpochDay());
                insert.setString(2, "p" + i);
                insert.addBatch();
            }
            insert.executeBatch();
            connection.commit();
        }
        assertThatThrownBy(this::report).isInstanceOf(Refusal.Invalid.class).hasMessageContaining("10000");
        assertThat(report(DAY, DAY, "p7").totals().pushes()).isEqualTo(1);
    }

    private void forgetOld() {
        Duration ever = Duration.ofDays(10_000);
        var month = Duration.ofDays(30);
        var keep = new Keep(ever, month, ever, ever, month, ever, month, ever, ever);
        new Retention(store, keep, new Recorder(new Ids(time), time), time).round(() -> false);
    }

    private static long hours(long millis) {
        return Duration.ofMillis(millis).toHours();
    }

    private static DayAndProject on(LocalDate day, String project) {
        return new DayAndProject(day, project);
    }

    private Figures today(String project) {
        return report().days().get(on(DAY, project));
    }

    private Report report() {
        return report(DAY.minusDays(1), DAY.plusDays(5), null);
    }

    private Report report(LocalDate from, LocalDate to, String project) {
        collect();
        return reports.report(new Analytics.Span(from, to, project));
    }

    /** Takes what is new in the log, three at a time. */
    private void collect() {
        number();
        List<Event> next = store.read(tx -> tx.events().after(cursor, 3));
        while (!next.isEmpty()) {
            List<Event> batch = next;
            write(tx -> analytics.take(tx, batch));
            cursor = next.getLast().position();
            next = store.read(tx -> tx.events().after(cursor, 3));
        }
    }

    /** What is new in the log is never taken. */
    private void skip() {
        number();
        cursor = store.read(tx -> tx.events().lastPosition());
    }

    private void number() {
        while (store.read(tx -> tx.events().unnumbered())) {
            store.write(tx -> tx.events().number(1000));
        }
    }

    private long remembered(String table) {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT count(*) FROM " + table)) {
            rows.next();
            return rows.getLong(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private void write(Consumer<Tx> work) {
        store.write(tx -> {
            work.accept(tx);
            return null;
        });
    }
}
