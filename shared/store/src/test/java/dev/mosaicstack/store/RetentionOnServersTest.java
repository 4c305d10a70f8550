package dev.mosaicstack.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mosaicstack.core.event.Event;
import dev.mosaicstack.core.input.Page;
import dev.mosaicstack.core.retention.Keep;
import dev.mosaicstack.core.retention.Retention;
import dev.mosaicstack.core.session.Session;
import dev.mosaicstack.core.session.Sessions;
import dev.mosaicstack.core.task.Task;
import dev.mosaicstack.core.task.Tasks;
import dev.mosaicstack.core.webhook.Deliveries;
import dev.mosaicstack.core.webhook.Delivery;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The same rules as in {@link RetentionTest}, in the SQL of the servers. */
@Timeout(180)
class RetentionOnServersTest {

    private static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");
    private static final Instant OLD = NOW.minus(Duration.ofDays(91));
    private static final Duration MONTH = Duration.ofDays(30);
    private static final Keep KEEP = new Keep(MONTH, MONTH, MONTH, MONTH, MONTH);
    private static final Page.Ask ALL = new Page.Ask(100, null);

    private ServerStore store;

    @ParameterizedTest
    @EnumSource(names = {"POSTGRESQL", "MARIADB"})
    void whatIsOldIsForgottenAndWhatIsYoungOrOpenOrNeededStays(Dialect dialect) {
        try (var database = new ServerDatabase(dialect)) {
            store = database.store();
            String over = at(OLD, Rows::anEndedSession);
            at(OLD, rows -> rows.anAgent(over) + rows.aRevokedToken(over) + rows.anEndedRequest(over));
            at(OLD, rows -> rows.aCompletedTask(over, 10) + rows.aFailedTask(over, rows.aFailedTask(over)));
            String active = at(OLD, Rows::aSession);
            String done = at(OLD, rows -> rows.aCompletedTask(active, 10));
            String cause = at(OLD, rows -> rows.aFailedTask(active));
            String open = at(OLD, rows -> rows.anOpenTask(active, done));
            String effect = at(NOW, rows -> rows.aFailedTask(active, cause));
            at(OLD, rows -> rows.aDelivery(rows.anEvent(), 10));
            String young = at(NOW, rows -> rows.aDelivery(rows.anEvent(), 10));
            store.write(tx -> tx.events().number(100));
            var retention = new Retention(store, KEEP, Clock.fixed(NOW, ZoneOffset.UTC));
            for (int round = 0; round < 3; round++) {
                retention.round(() -> false);
            }
            assertThat(store.<List<Session>>read(tx -> tx.sessions().list(new Sessions.Filter(null, null, null), ALL)))
                    .extracting(Session::id)
                    .containsExactly(active);
            assertThat(store.<List<Task>>read(tx -> tx.tasks().list(new Tasks.Filter(null, null, null, null), ALL)))
                    .extracting(Task::id)
                    .containsExactlyInAnyOrder(cause, open, effect);
            assertThat(store.<List<Delivery>>read(
                            tx -> tx.deliveries().list(new Deliveries.Filter(null, null, null, null), ALL)))
                    .extracting(Delivery::id)
                    .containsExactly(young);
            assertThat(store.<List<Event>>read(tx -> tx.events().after(0, 10)))
                    .extracting(Event::position)
                    .containsExactly(2L);
            assertThat(store.<Integer>read(tx -> tx.tokens().list(ALL).size())).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"POSTGRESQL", "MARIADB"})
    void aDeliveryWhoseEventHasNoPositionYetIsNotPublished(Dialect dialect) {
        try (var database = new ServerDatabase(dialect)) {
            store = database.store();
            String id = at(NOW, rows -> rows.aDelivery(rows.anEvent(), 10));
            assertThat(state(id)).isEqualTo("accepted");
            store.write(tx -> tx.events().number(100));
            assertThat(state(id)).isEqualTo("published");
        }
    }

    private String state(String delivery) {
        return store.read(tx -> tx.deliveries().find(delivery)).orElseThrow().stateText(1);
    }

    private String at(Instant time, Function<Rows, String> row) {
        return store.write(tx -> row.apply(new Rows(tx, time)));
    }
}
