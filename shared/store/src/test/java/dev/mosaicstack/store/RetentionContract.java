package dev.mosaicstack.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mosaicstack.core.access.Caller;
import dev.mosaicstack.core.access.Role;
import dev.mosaicstack.core.access.Token;
import dev.mosaicstack.core.error.Refusal;
import dev.mosaicstack.core.event.Recorder;
import dev.mosaicstack.core.id.Ids;
import dev.mosaicstack.core.input.Page;
import dev.mosaicstack.core.retention.Keep;
import dev.mosaicstack.core.retention.Retention;
import dev.mosaicstack.core.store.Answer;
import dev.mosaicstack.core.store.Idempotency;
import dev.mosaicstack.core.store.Store;
import dev.mosaicstack.core.webhook.Deliveries;
import dev.mosaicstack.core.webhook.Delivery;
import dev.mosaicstack.core.webhook.TakeWebhooks;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is forgotten and what stays, whatever the database. */
@Timeout(120)
abstract class RetentionContract {

    private static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");
    private static final Instant OLD = NOW.minus(Duration.ofDays(31));
    private static final Instant ANCIENT = NOW.minus(Duration.ofDays(91));
    private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
    private static final Recorder RECORDER = new Recorder(new Ids(CLOCK), CLOCK);
    private static final Duration MONTH = Duration.ofDays(30);
    private static final Keep KEEP =
            new Keep(MONTH, MONTH, MONTH, MONTH, Duration.ofDays(90), MONTH, MONTH, MONTH, MONTH);

    private Store store;

    @BeforeEach
    void open() {
        store = emptyStore();
        at(NOW, Rows::nobodyWaitsForEvents);
    }

    /** A store on an empty database of the kind under test; closed by the subclass. */
    abstract Store emptyStore();

    /** References to rows that are gone, where the database would not refuse to make them. */
    abstract List<String> danglingReferences() throws SQLException;

    /** A connection to the same database. */
    abstract Connection connect() throws SQLException;

    @Test
    void whatIsOldIsForgottenAndWhatIsYoungOrOpenStays() throws SQLException {
        String session = at(OLD, Rows::aSession);
        at(OLD, rows -> rows.aCompletedTask(session, 10));
        at(OLD, rows -> rows.anEndedRequest(session));
        at(OLD, rows -> rows.aDelivery(rows.anEvent(), 10));
        at(OLD, rows -> keep(rows, "old"));
        List<String> stay = List.of(
                at(OLD, rows -> rows.anOpenTask(session)),
                at(OLD, rows -> rows.aRequest(session)),
                at(NOW, rows -> rows.aCompletedTask(session, 10)),
                at(NOW, rows -> rows.anEndedRequest(session)),
                at(NOW, rows -> rows.aDelivery(rows.anEvent(), 10)));
        at(NOW, rows -> keep(rows, "young"));
        forgetAll();
        assertThat(ids("task")).containsExactly(stay.get(0), stay.get(2));
        assertThat(ids("coordination_request")).containsExactly(stay.get(1), stay.get(3));
        assertThat(ids("delivery")).containsExactly(stay.get(4));
        assertThat(column("SELECT position FROM event ORDER BY position")).containsExactly("2");
        assertThat(column("SELECT body_hash FROM idempotency")).containsExactly("young");
        assertThat(ids("session")).containsExactly(session);
    }

    @Test
    void aSessionGoesWithItsAgentsAndTokensOnceNothingElseOfItIsLeft() throws SQLException {
        String over = at(ANCIENT, Rows::anEndedSession);
        String withTask = at(ANCIENT, Rows::anEndedSession);
        for (String session : List.of(over, withTask)) {
            at(ANCIENT, rows -> rows.anAgent(session));
            at(ANCIENT, rows -> rows.aRevokedToken(session));
        }
        at(NOW, rows -> rows.aCompletedTask(withTask, 1));
        String recent = at(OLD, Rows::anEndedSession);
        String agent = at(OLD, rows -> rows.anAgent(recent));
        String token = at(OLD, rows -> rows.aRevokedToken(recent));
        String good = at(ANCIENT, Rows::aGoodToken);
        forgetAll();
        assertThat(ids("session")).containsExactly(withTask, recent);
        assertThat(column("SELECT session_id FROM agent ORDER BY id")).containsExactly(withTask, recent);
        assertThat(ids("agent")).contains(agent);
        assertThat(ids("token")).containsExactly(good, token);
    }

    @Test
    void theFirstAdministratorsTokenIsNeverForgotten() throws SQLException {
        store.write(tx -> {
            tx.tokens()
                    .insert(new Token(AdminToken.ID, "admin", Role.ADMIN, "hash", null, null, ANCIENT, null, ANCIENT));
            return null;
        });
        forgetAll();
        assertThat(ids("token")).containsExactly(AdminToken.ID);
    }

    @Test
    void aCompletedDependencyThatIsGoneNeitherBlocksNorUnblocks() throws SQLException {
        String session = at(OLD, Rows::aSession);
        String done = at(OLD, rows -> rows.aCompletedTask(session, 1));
        String other = at(OLD, rows -> rows.anOpenTask(session));
        String waiting = at(OLD, rows -> rows.anOpenTask(session, done, other));
        forgetAll();
        assertThat(ids("task")).containsExactlyInAnyOrder(other, waiting);
        assertThat(dependencies(waiting)).isEqualTo(List.of(1, 0));
    }

    @Test
    void aFailedDependencyStaysUntilWhatFailedBecauseOfItIsGone() throws SQLException {
        String session = at(OLD, Rows::aSession);
        String cause = at(OLD, rows -> rows.aFailedTask(session));
        String effect = at(NOW, rows -> rows.aFailedTask(session, cause));
        forgetAll();
        assertThat(ids("task")).containsExactly(cause, effect);
        assertThat(dependencies(effect)).as("open and broken").isEqualTo(List.of(1, 1));
        var later = new Retention(store, KEEP, RECORDER, Clock.fixed(NOW.plus(MONTH), ZoneOffset.UTC));
        later.round(() -> false);
        assertThat(ids("task")).isEmpty();
        assertThat(column("SELECT task_id FROM task_dependency")).isEmpty();
    }

    @Test
    void aTaskThatWasReplayedSinceItWasFoundIsLeftAlone() throws SQLException {
        String session = at(OLD, Rows::aSession);
        String first = at(OLD, rows -> rows.aCompletedTask(session, 1));
        String open = at(OLD, rows -> rows.anOpenTask(session, first));
        store.write(tx -> {
            tx.tasks().forget(open, NOW.minus(MONTH));
            return null;
        });
        assertThat(ids("task")).containsExactlyInAnyOrder(first, open);
        assertThat(column("SELECT task_id FROM task_dependency")).containsExactly(open);
    }

    @Test
    void theNewestEventStaysHoweverOldAndPositionsGoOnBehindIt() throws SQLException {
        for (int i = 0; i < 5; i++) {
            at(OLD, Rows::anEvent);
        }
        forgetAll();
        assertThat(column("SELECT position FROM event ORDER BY position")).containsExactly("5");
        at(NOW, Rows::anEvent);
        assertThat(column("SELECT position FROM event ORDER BY position")).containsExactly("5", "6");
    }

    @Test
    void theLogLosesItsBeginningAndNeverSomethingInBetween() throws SQLException {
        at(OLD, Rows::anEvent);
        at(NOW, Rows::anEvent);
        at(OLD, Rows::anEvent);
        at(NOW, Rows::anEvent);
        forgetAll();
        assertThat(column("SELECT position FROM event ORDER BY position")).containsExactly("2", "3", "4");
    }

    @Test
    void aDeliveryThatOutlivesItsEventIsListedAsPublishedAndCannotBeReplayed() {
        String event = at(OLD, Rows::anEvent);
        String duplicate = at(NOW, rows -> rows.aDelivery(event, 3));
        at(NOW, Rows::anEvent);
        forgetAll();
        var webhooks = new TakeWebhooks(store, new Ids(CLOCK), CLOCK);
        Page<Delivery> page = webhooks.list(new Deliveries.Filter(null, null, null, null), new Page.Ask(10, null));
        assertThat(page.items()).extracting(Delivery::id).containsExactly(duplicate);
        assertThat(webhooks.get(duplicate).stateText(0)).isEqualTo("published");
        Answer<TakeWebhooks.Replayed, String> answer = Answer.of(TakeWebhooks.Replayed::eventId);
        assertThatThrownBy(() -> webhooks.replay(Caller.SYSTEM, duplicate, answer))
                .isInstanceOf(Refusal.Conflict.class)
                .extracting(e -> ((Refusal) e).code())
                .isEqualTo("EVENT_GONE");
    }

    @Test
    void aCursorGoesOnWhereItsRowIsGone() {
        List<String> all = new ArrayList<>();
        for (Instant time : List.of(OLD, OLD.plusSeconds(1), NOW.minusSeconds(1), NOW)) {
            all.add(at(time, rows -> rows.aDelivery(rows.anEvent(), 1)));
        }
        String cursor = all.get(1);
        forgetAll();
        List<Delivery> rest = store.read(
                tx -> tx.deliveries().list(new Deliveries.Filter(null, null, null, null), new Page.Ask(10, cursor)));
        assertThat(rest).isEmpty();
        List<Delivery> kept = store.read(
                tx -> tx.deliveries().list(new Deliveries.Filter(null, null, null, null), new Page.Ask(10, null)));
        assertThat(kept).extracting(Delivery::id).containsExactly(all.get(3), all.get(2));
    }

    @Test
    void oneRoundDoesABoundedAmountAndEachLeavesWhatIsConsistent() throws SQLException {
        String session = at(OLD, Rows::aSession);
        store.write(tx -> {
            var rows = new Rows(tx, OLD);
            for (int i = 0; i < 20_000; i++) {
                rows.anEvent();
            }
            for (int i = 0; i < 2_000; i++) {
                rows.aFailedTask(session, rows.aFailedTask(session));
            }
            return null;
        });
        number();
        var retention = new Retention(store, KEEP, RECORDER, CLOCK);
        int rounds = 0;
        int before;
        do {
            before = count();
            retention.round(() -> false);
            rounds++;
            assertThat(danglingReferences()).isEmpty();
        } while (count() < before);
        assertThat(rounds).isGreaterThan(2);
        assertThat(count()).as("the newest event").isEqualTo(1);
    }

    @Test
    void aRoundThatIsStoppedDoesNothingMore() throws SQLException {
        at(OLD, rows -> rows.anEvent() + rows.anEvent());
        new Retention(store, KEEP, RECORDER, CLOCK).round(() -> true);
        assertThat(column("SELECT position FROM event ORDER BY position")).hasSize(2);
    }

    @Test
    void rowsAreKeptForLongerThanThereIsTime() throws SQLException {
        at(OLD, rows -> rows.aDelivery(rows.anEvent(), 1));
        Duration ever = Duration.ofDays(365 * 1000);
        new Retention(store, new Keep(ever, ever, ever, ever, ever, ever, ever, ever, ever), RECORDER, CLOCK)
                .round(() -> false);
        assertThat(ids("delivery")).hasSize(1);
    }

    private void number() {
        while (store.read(tx -> tx.events().unnumbered())) {
            store.write(tx -> tx.events().number(1000));
        }
    }

    private void forgetAll() {
        new Retention(store, KEEP, RECORDER, CLOCK).round(() -> false);
    }

    private String at(Instant time, Function<Rows, String> row) {
        String id = store.write(tx -> row.apply(new Rows(tx, time)));
        number();
        return id;
    }

    private static String keep(Rows rows, String hash) {
        rows.tx()
                .idempotency()
                .keep(new Idempotency.Scope("token", "call", hash), new Idempotency.Kept(hash, null, "{}"), rows.at());
        return hash;
    }

    /** How many dependencies are open, and how many of these can never be completed. */
    private List<Integer> dependencies(String task) {
        return store.read(
                tx -> List.of(tx.tasks().openDependencies(task), tx.tasks().brokenDependencies(task)));
    }

    private int count() throws SQLException {
        return Integer.parseInt(column("SELECT (SELECT count(*) FROM event) + (SELECT count(*) FROM task)")
                .getFirst());
    }

    private List<String> ids(String table) throws SQLException {
        return column("SELECT id FROM " + table + " ORDER BY id");
    }

    final List<String> column(String sql) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            List<String> all = new ArrayList<>();
            while (rows.next()) {
                all.add(rows.getString(1));
            }
            return all;
        }
    }
}
