package dev.mosaicstack.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mosaicstack.core.audit.AuditRow;
import dev.mosaicstack.core.audit.Audits;
import dev.mosaicstack.core.audit.KeepAudit;
import dev.mosaicstack.core.audit.ListAudit;
import dev.mosaicstack.core.audit.Verdict;
import dev.mosaicstack.core.audit.Verdict.Broken;
import dev.mosaicstack.core.audit.VerifyAudit;
import dev.mosaicstack.core.event.Event;
import dev.mosaicstack.core.event.Recorder;
import dev.mosaicstack.core.id.Ids;
import dev.mosaicstack.core.input.Page;
import dev.mosaicstack.core.retention.Keep;
import dev.mosaicstack.core.retention.Retention;
import dev.mosaicstack.core.store.Store;
import dev.mosaicstack.core.store.Tx;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The audit's chain: what it keeps, and that whoever changes it by hand is found out, whatever the database. */
@Timeout(120)
abstract class AuditContract {

    private static final Instant NOW = Instant.parse("2026-11-20T10:00:00.123Z");
    private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
    private static final Duration DAY = Duration.ofDays(1);

    private final KeepAudit audit = new KeepAudit();
    private Store store;
    private VerifyAudit verify;

    @BeforeEach
    void open() {
        store = emptyStore();
        verify = new VerifyAudit(store);
    }

    /** A store on an empty database of the kind under test; closed by the subclass. */
    abstract Store emptyStore();

    /** A connection to the same database. */
    abstract Connection connect() throws SQLException;

    @Test
    void anEmptyChainIsWhole() {
        assertThat(verify.verify(null)).isEqualTo(new Verdict(0, 1, 0, AuditRow.BEGINNING, null));
    }

    @Test
    void everyEventBecomesOneRowWithAllThatWasSaidOfIt() {
        var event = new Event(
                7,
                Rows.idAt(NOW),
                "dev.mosaicstack.mcp.task.completed",
                "/mosaic",
                "tasks/Ünïcödé 🦊",
                NOW,
                "session-1",
                "capability:java",
                "request-1",
                "event-0",
                "{\"agentId\":\"agent-1\"}",
                Map.of("id", "theirs"));
        take(List.of(event));
        AuditRow row = rows().getFirst();
        assertThat(row.sequence()).isEqualTo(1);
        assertThat(row.previous()).isEqualTo(AuditRow.BEGINNING);
        assertThat(row.entry())
                .extracting("eventId", "position", "type", "source", "subject", "time")
                .containsExactly(event.id(), 7L, event.type(), event.source(), event.subject(), NOW);
        assertThat(row.entry())
                .extracting("sessionId", "actor", "requestId", "replayOf")
                .containsExactly("session-1", "agent:agent-1", "request-1", "event-0");
        // printf %s '{"agentId":"agent-1"}' | sha256sum; printf %s '{"id":"theirs"}' | sha256sum
        assertThat(row.entry().dataHash())
                .isEqualTo("22943f5112d94db1e17c2990a10ee8f101acfea6204cdc7ace75cf5dc328052b");
        assertThat(row.entry().attributesHash())
                .isEqualTo("f7902ea3d10e15966f286da6bd00cd8e4a9d48ef66d5d6fcfee589178287bef6");
        assertThat(verify.verify(null)).isEqualTo(new Verdict(1, 1, 1, row.hash(), null));
    }

    @Test
    void aSecondTimeChangesNothing() {
        List<Event> events = events(5);
        take(events);
        List<AuditRow> before = rows();
        take(events);
        take(events.subList(1, 3));
        take(List.of(events.get(4), event(6), event(6), events.get(0)));
        assertThat(rows()).hasSize(6).startsWith(before.toArray(AuditRow[]::new));
        assertThat(verify.verify(null).rows()).isEqualTo(6);
    }

    @Test
    void whoeverAppendsAtTheSameTimeWaitsForHisTurn() throws Exception {
        List<Callable<Void>> writers = new ArrayList<>();
        for (int writer = 0; writer < 4; writer++) {
            List<Event> all = new ArrayList<>(events(60));
            Collections.rotate(all, writer * 15);
            writers.add(() -> {
                all.forEach(event -> take(List.of(event)));
                return null;
            });
        }
        try (var threads = Executors.newFixedThreadPool(writers.size())) {
            for (var done : threads.invokeAll(writers)) {
                done.get();
            }
        }
        assertThat(verify.verify(null)).extracting("rows", "firstBroken").containsExactly(60L, null);
    }

    @Test
    void anEditedRowIsNamed() throws SQLException {
        take(events(1200));
        for (String edit : List.of(
                "type = 'x'",
                "source = 'x'",
                "subject = 'x'",
                "time = time + 1",
                "position = 0",
                "event_id = 'x'",
                "session_id = 'x'",
                "actor = 'x'",
                "request_id = 'x'",
                "replay_of = 'x'",
                "data_hash = 'x'",
                "attributes_hash = 'x'",
                "previous_hash = 'x'",
                "hash = 'x'")) {
            String column = edit.substring(0, edit.indexOf(' '));
            sql("CREATE TABLE original AS SELECT * FROM audit WHERE sequence = 700");
            sql("UPDATE audit SET " + edit + " WHERE sequence = 700");
            assertThat(broken())
                    .as(edit)
                    .extracting("sequence", "problem")
                    .containsExactly(700L, Verdict.Problem.CHANGED);
            sql("UPDATE audit SET " + column + " = (SELECT " + column + " FROM original) WHERE sequence = 700");
            sql("DROP TABLE original");
            assertThat(verify.verify(null).ok()).isTrue();
        }
    }

    @Test
    void theFirstOfSeveralIsNamedAndHowManyAreGoodBeforeIt() throws SQLException {
        take(events(20));
        sql("UPDATE audit SET subject = 'x' WHERE sequence IN (5, 8, 20)");
        Verdict verdict = verify.verify(null);
        assertThat(verdict.rows()).isEqualTo(4);
        assertThat(verdict.firstBroken().sequence()).isEqualTo(5);
        assertThat(verdict.firstBroken().eventId())
                .isEqualTo(rows().get(4).entry().eventId());
    }

    @Test
    void aRowThatWasEditedWithAHashThatFitsIsNamedByTheOneBehindIt() throws SQLException {
        take(events(10));
        for (long sequence : List.of(1L, 4L, 10L)) {
            AuditRow forged = replaced(sequence);
            assertThat(broken())
                    .as("row %d", sequence)
                    .extracting("sequence", "problem")
                    .containsExactly(sequence, Verdict.Problem.CHANGED);
            restore(forged);
        }
    }

    @Test
    void aRowThatIsGoneIsNamed() throws SQLException {
        take(events(1004));
        for (long sequence : List.of(1004L, 1003L, 501L, 500L, 499L, 2L, 1L)) {
            sql("DELETE FROM audit WHERE sequence = " + sequence);
            Verdict verdict = verify.verify(null);
            assertThat(verdict.firstBroken())
                    .extracting("sequence", "problem")
                    .containsExactly(sequence, Verdict.Problem.MISSING);
            assertThat(verdict.to()).isEqualTo(1004);
        }
    }

    @Test
    void allRowsGoneIsTheFirstMissing() throws SQLException {
        take(events(3));
        sql("DELETE FROM audit");
        assertThat(broken()).extracting("sequence", "problem").containsExactly(1L, Verdict.Problem.MISSING);
    }

    @Test
    void aRowThatWasPutInBetweenIsNamed() throws SQLException {
        take(events(10));
        List<AuditRow> all = rows();
        shiftUp(5);
        insertCopy(6, 5, all.get(3).hash(), all.get(4).hash());
        assertThat(broken()).extracting("sequence", "problem").containsExactly(5L, Verdict.Problem.ADDED);
    }

    @Test
    void aRowThatWasPutInBetweenWithAHashThatFitsIsNamed() throws SQLException {
        take(events(10));
        shiftUp(5);
        insertCopy(6, 5, rows().get(3).hash(), "x");
        rehash(5);
        assertThat(broken()).extracting("sequence", "problem").containsExactly(5L, Verdict.Problem.ADDED);
    }

    @Test
    void aRowBehindTheEndOrBeforeTheBeginIsNamed() throws SQLException {
        take(events(4));
        insertCopy(2, 5, rows().get(3).hash(), "x");
        rehash(5);
        assertThat(broken()).extracting("sequence", "problem").containsExactly(5L, Verdict.Problem.ADDED);
        sql("DELETE FROM audit WHERE sequence = 5");
        insertCopy(2, 0, AuditRow.BEGINNING, "x");
        assertThat(broken()).extracting("sequence", "problem").containsExactly(0L, Verdict.Problem.ADDED);
    }

    @Test
    void aHeadThatWasChangedIsFoundOut() throws SQLException {
        take(events(4));
        sql("UPDATE audit_head SET hash = 'x'");
        assertThat(broken()).extracting("sequence", "problem").containsExactly(4L, Verdict.Problem.CHANGED);
        sql("UPDATE audit_head SET sequence = 3, hash = '" + rows().get(2).hash() + "'");
        assertThat(broken()).extracting("sequence", "problem").containsExactly(4L, Verdict.Problem.ADDED);
        sql("UPDATE audit_head SET sequence = 9");
        assertThat(broken()).extracting("sequence", "problem").containsExactly(5L, Verdict.Problem.MISSING);
    }

    @Test
    void aChainThatWasRewrittenToItsEndIsFoundOutByWhoNotedItsHead() throws SQLException {
        take(events(4));
        var noted = noted(verify.verify(null));
        take(List.of(event(5)));
        assertThat(verify.verify(noted).ok()).isTrue();
        sql("UPDATE audit SET subject = 'x' WHERE sequence = 3");
        for (long sequence = 3; sequence <= 5; sequence++) {
            rehash(sequence);
        }
        sql("UPDATE audit_head SET hash = '" + rows().get(4).hash() + "'");
        assertThat(verify.verify(null).ok()).isTrue();
        assertThat(verify.verify(noted).firstBroken())
                .extracting("sequence", "problem")
                .containsExactly(4L, Verdict.Problem.CHANGED);
        sql("DELETE FROM audit WHERE sequence > 2");
        sql("UPDATE audit_head SET sequence = 2, hash = '" + rows().get(1).hash() + "'");
        assertThat(verify.verify(null).ok()).isTrue();
        assertThat(verify.verify(noted).firstBroken())
                .extracting("sequence", "problem")
                .containsExactly(3L, Verdict.Problem.MISSING);
    }

    @Test
    void whatIsOldIsRemovedFromTheBeginAndTheRestStillVerifies() throws SQLException {
        take(LongStream.rangeClosed(1, 300)
                .mapToObj(i -> event(i, NOW.minus(DAY.multipliedBy(2))))
                .toList());
        String hash = rows().getLast().hash();
        take(List.of(event(301, NOW), event(302, NOW.minus(DAY.multipliedBy(2))), event(303, NOW)));
        // A round forgets what it can in its time: of so many rows perhaps not all.
        await().untilAsserted(() -> {
            forgetOld();
            assertThat(rows()).extracting(AuditRow::sequence).containsExactly(301L, 302L, 303L);
        });
        assertThat(rows().getFirst().previous()).isEqualTo(hash);
        assertThat(verify.verify(null))
                .extracting("from", "to", "rows", "firstBroken")
                .containsExactly(301L, 303L, 3L, null);
        sql("DELETE FROM audit WHERE sequence = 301");
        assertThat(broken()).extracting("sequence", "problem").containsExactly(301L, Verdict.Problem.MISSING);
    }

    @Test
    void aChainOfWhichEverythingWasOldGoesOn() {
        take(LongStream.rangeClosed(1, 3)
                .mapToObj(i -> event(i, NOW.minus(DAY.multipliedBy(2))))
                .toList());
        String hash = rows().getLast().hash();
        forgetOld();
        assertThat(rows()).isEmpty();
        assertThat(verify.verify(null)).isEqualTo(new Verdict(0, 4, 3, hash, null));
        take(List.of(event(4, NOW)));
        assertThat(rows().getFirst().previous()).isEqualTo(hash);
        assertThat(verify.verify(null).ok()).isTrue();
    }

    @Test
    void aBrokenChainIsRemovedUpToTheBreakOnly() throws SQLException {
        take(LongStream.rangeClosed(1, 9)
                .mapToObj(i -> event(i, NOW.minus(DAY.multipliedBy(2))))
                .toList());
        sql("DELETE FROM audit WHERE sequence = 5");
        forgetOld();
        assertThat(rows()).extracting(AuditRow::sequence).containsExactly(6L, 7L, 8L, 9L);
        List<Long> old = store.read(tx -> tx.audits().happenedBefore(NOW, 10));
        assertThat(old).isEmpty();
        assertThat(broken()).extracting("sequence", "problem").containsExactly(5L, Verdict.Problem.MISSING);
    }

    @Test
    void whatIsRemovedWhileTheWalkIsUnderWayIsPassedOver() {
        take(LongStream.rangeClosed(1, 9)
                .mapToObj(i -> event(i, i < 6 ? NOW.minus(DAY.multipliedBy(2)) : NOW))
                .toList());
        var forgetful = new ForgetfulStore(store, this::forgetOld);
        assertThat(new VerifyAudit(forgetful).verify(null).firstBroken()).isNull();
        assertThat(rows()).hasSize(4);
    }

    @Test
    void onlyTheOldestRowIsRemoved() {
        take(events(3));
        write(tx -> tx.audits().forget(2));
        assertThat(rows()).hasSize(3);
        write(tx -> tx.audits().forget(1));
        write(tx -> tx.audits().forget(1));
        assertThat(rows()).extracting(AuditRow::sequence).containsExactly(2L, 3L);
        assertThat(verify.verify(null).ok()).isTrue();
    }

    @Test
    void itIsVerifiedWhileRowsComeAndGo() throws Exception {
        take(LongStream.rangeClosed(1, 3000)
                .mapToObj(i -> event(i, NOW.minus(DAY.multipliedBy(2))))
                .toList());
        try (var threads = Executors.newFixedThreadPool(2)) {
            var coming = threads.submit(() -> {
                for (long i = 3001; i <= 3400; i++) {
                    take(List.of(event(i, NOW)));
                }
                return null;
            });
            var going = threads.submit(() -> {
                for (int round = 0; round < 20; round++) {
                    forgetOld();
                }
                return null;
            });
            int verified = 0;
            do {
                assertThat(verify.verify(null).firstBroken()).isNull();
                verified++;
            } while (!coming.isDone() || !going.isDone());
            coming.get();
            going.get();
            assertThat(verified).isGreaterThan(1);
        }
        assertThat(verify.verify(null).ok()).isTrue();
        assertThat(rows().getFirst().sequence()).isGreaterThan(1);
    }

    @Test
    void aListShowsTheNewestFirstAndWhatIsAskedFor() {
        List<Event> all = LongStream.rangeClosed(1, 6)
                .mapToObj(i -> event(i, NOW.plusSeconds(i)))
                .toList();
        take(all);
        assertThat(listed(new Audits.Filter(null, null, null, null, null))).containsExactly(6L, 5L, 4L, 3L, 2L, 1L);
        assertThat(listed(new Audits.Filter("type-0", null, null, null, null))).containsExactly(6L, 4L, 2L);
        assertThat(listed(new Audits.Filter(null, "things/1", null, null, null)))
                .containsExactly(4L, 1L);
        assertThat(listed(new Audits.Filter("type-1", "things/2", "user:alice", null, null)))
                .containsExactly(5L);
        assertThat(listed(new Audits.Filter(null, null, "user:bob", null, null)))
                .isEmpty();
        assertThat(listed(new Audits.Filter(null, null, null, NOW.plusSeconds(3), NOW.plusSeconds(5))))
                .containsExactly(4L, 3L);
        assertThat(listed(new Audits.Filter(null, null, null, Instant.EPOCH, Instant.EPOCH.plusMillis(1))))
                .isEmpty();
    }

    @Test
    void aListIsWalkedByItsCursorAlsoWhereThatRowIsGone() {
        take(LongStream.rangeClosed(1, 5)
                .mapToObj(i -> event(i, NOW.plusSeconds(i)))
                .toList());
        var list = new ListAudit(store);
        var all = new Audits.Filter(null, null, null, null, null);
        Page<AuditRow> first = list.list(all, new Page.Ask(2, null));
        assertThat(first.items()).extracting(AuditRow::sequence).containsExactly(5L, 4L);
        assertThat(first.nextCursor()).isNotNull();
        String cursor = new String(Base64.getUrlDecoder().decode(first.nextCursor()), StandardCharsets.US_ASCII);
        Page<AuditRow> second = list.list(all, new Page.Ask(3, cursor));
        assertThat(second.items()).extracting(AuditRow::sequence).containsExactly(3L, 2L, 1L);
        assertThat(second.nextCursor()).isNull();
    }

    /** The id of a published event is a hash: as text it may be before or after every id that has the time in it. */
    @Test
    void aPublishedEventIsListedWhereItHappened() {
        List<Event> all = List.of(
                event(1, NOW.plusSeconds(1)),
                withId("fffffad6-38f8-8047-9d08-ba08a342777b", event(2, NOW.plusSeconds(2))),
                withId("00000ad6-38f8-8047-9d08-ba08a342777b", event(3, NOW.plusSeconds(3))),
                event(4, NOW.plusSeconds(4)));
        take(all);
        assertThat(listed(new Audits.Filter(null, null, null, null, null))).containsExactly(4L, 3L, 2L, 1L);
        assertThat(listed(new Audits.Filter(null, null, null, NOW.plusSeconds(2), NOW.plusSeconds(4))))
                .containsExactly(3L, 2L);
    }

    private static Event withId(String id, Event event) {
        return new Event(
                event.position(),
                id,
                event.type(),
                event.source(),
                event.subject(),
                event.time(),
                event.sessionId(),
                event.audience(),
                event.requestId(),
                event.replayOf(),
                event.data());
    }

    private List<Long> listed(Audits.Filter filter) {
        return new ListAudit(store)
                .list(filter, new Page.Ask(10, null)).items().stream()
                        .map(AuditRow::sequence)
                        .toList();
    }

    private void take(List<Event> events) {
        write(tx -> audit.take(tx, events));
    }

    private interface Work {
        void on(Tx tx);
    }

    private void write(Work work) {
        Function<Tx, Object> function = tx -> {
            work.on(tx);
            return null;
        };
        store.write(function);
    }

    private void forgetOld() {
        Duration ever = Duration.ofDays(10_000);
        var keep = new Keep(ever, ever, ever, ever, ever, DAY, ever, ever, ever);
        new Retention(store, keep, new Recorder(new Ids(CLOCK), CLOCK), CLOCK).round(() -> false);
    }

    private List<AuditRow> rows() {
        return store.read(tx -> tx.audits().after(Long.MIN_VALUE, 100_000));
    }

    private Broken broken() {
        return verify.verify(null).firstBroken();
    }

    private static VerifyAudit.Noted noted(Verdict verdict) {
        return new VerifyAudit.Noted(verdict.to(), verdict.headHash());
    }

    private static List<Event> events(int count) {
        return LongStream.rangeClosed(1, count).mapToObj(AuditContract::event).toList();
    }

    private static Event event(long position) {
        return event(position, NOW);
    }

    /** Of the same id whenever it is made. */
    private static Event event(long position, Instant time) {
        String id = Rows.idAt(time).substring(0, 19) + String.format("8000-%012d", position);
        return new Event(
                position,
                id,
                "type-" + position % 2,
                "/webhook-intake/lab",
                "things/" + position % 3,
                time,
                null,
                null,
                null,
                null,
                "{\"n\":" + position + ",\"sender\":{\"id\":1,\"username\":\"alice\"}}");
    }

    /** Edits a row and gives it the hash that fits, as somebody would who knows how. @return as it was */
    private AuditRow replaced(long sequence) throws SQLException {
        AuditRow before = rows().get((int) sequence - 1);
        sql("UPDATE audit SET subject = 'x' WHERE sequence = " + sequence);
        rehash(sequence);
        return before;
    }

    private void restore(AuditRow row) throws SQLException {
        sql("UPDATE audit SET subject = '" + row.entry().subject() + "', hash = '" + row.hash() + "' WHERE sequence = "
                + row.sequence());
    }

    /** The hash that fits this row as it is now, chained to the one that is before it now. */
    private void rehash(long sequence) throws SQLException {
        AuditRow row = store.read(tx -> tx.audits().after(sequence - 1, 1)).getFirst();
        List<AuditRow> before = store.read(tx -> tx.audits().after(sequence - 2, 1));
        String previous = sequence == 1 ? AuditRow.BEGINNING : before.getFirst().hash();
        String hash = AuditRow.following(sequence - 1, previous, row.entry()).hash();
        sql("UPDATE audit SET previous_hash = '" + previous + "', hash = '" + hash + "' WHERE sequence = " + sequence);
    }

    /** Makes room for a row of this sequence. */
    private void shiftUp(long sequence) throws SQLException {
        sql("UPDATE audit SET sequence = -sequence - 1 WHERE sequence >= " + sequence);
        sql("UPDATE audit SET sequence = -sequence WHERE sequence < 0");
        sql("UPDATE audit_head SET sequence = sequence + 1");
    }

    private void insertCopy(long of, long sequence, String previous, String hash) throws SQLException {
        sql(
                "INSERT INTO audit (sequence, previous_hash, event_id, position, type, source, subject, time, data_hash, hash)"
                        + " SELECT " + sequence + ", '" + previous + "', 'forged-" + sequence
                        + "', position, type, source,"
                        + " subject, time, data_hash, '" + hash + "' FROM audit WHERE sequence = " + of);
    }

    private void sql(String sql) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
