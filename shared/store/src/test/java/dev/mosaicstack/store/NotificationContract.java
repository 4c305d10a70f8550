package dev.mosaicstack.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mosaicstack.core.event.Event;
import dev.mosaicstack.core.event.Recorder;
import dev.mosaicstack.core.id.Ids;
import dev.mosaicstack.core.json.Json;
import dev.mosaicstack.core.notify.Channel;
import dev.mosaicstack.core.notify.Channel.Outcome;
import dev.mosaicstack.core.notify.Message;
import dev.mosaicstack.core.notify.Notification;
import dev.mosaicstack.core.notify.Notify;
import dev.mosaicstack.core.notify.Rule;
import dev.mosaicstack.core.notify.SendNotifications;
import dev.mosaicstack.core.notify.Severity;
import dev.mosaicstack.core.retention.Keep;
import dev.mosaicstack.core.retention.Retention;
import dev.mosaicstack.core.session.Session;
import dev.mosaicstack.core.store.Store;
import dev.mosaicstack.core.subscription.Glob;
import dev.mosaicstack.testkit.MovableClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is told, when and how often, whatever the database. */
abstract class NotificationContract {

    private static final Duration WINDOW = Duration.ofMinutes(1);
    private static final Duration LEASE = Duration.ofSeconds(20);
    private static final List<Duration> RETRIES = List.of(Duration.ofSeconds(5), Duration.ofSeconds(30));
    private static final String SESSION = "0197a000-0000-7000-8000-000000000001";
    private static final String FAILED = "dev.mosaicstack.system.notification.failed";

    private final MovableClock time = MovableClock.at("2026-11-20T10:00:00.123Z");
    private final Ids ids = new Ids(time);
    private final Phone ops = new Phone();
    private final Phone team = new Phone();
    private Store store;

    /** A store on an empty database of the kind under test; closed by the subclass. */
    abstract Store emptyStore();

    @BeforeEach
    void open() {
        store = emptyStore();
        store.write(tx -> {
            tx.sessions()
                    .insert(new Session(
                            SESSION,
                            "website",
                            "c",
                            new Session.State.Active(),
                            time.instant(),
                            time.instant().plusSeconds(60),
                            null,
                            1));
            return null;
        });
    }

    @Test
    void aThousandEventsOfOneKindAreTwoMessages() {
        Notify notify = telling(all("ops"));
        for (int batch = 0; batch < 10; batch++) {
            take(notify, pushes(100, "acme/app"));
            send();
            time.advance(Duration.ofSeconds(5));
        }
        assertThat(ops.messages).extracting(Message::count).containsExactly(1L);
        time.advance(Duration.ofSeconds(9));
        send();
        assertThat(ops.messages).hasSize(1);
        time.advance(Duration.ofSeconds(1));
        send();
        assertThat(ops.messages).extracting(Message::count).containsExactly(1L, 999L);
        assertThat(ops.messages.getLast().title()).isEqualTo("[acme/app] 999 × push");
        time.advance(Duration.ofDays(1));
        send();
        assertThat(ops.messages).hasSize(2);
    }

    @Test
    void oneBatchOfManyEventsIsTwoMessagesAsWell() {
        take(telling(all("ops")), pushes(1000, "acme/app"));
        send();
        time.advance(WINDOW);
        send();
        assertThat(ops.messages).extracting(Message::count).containsExactly(1L, 999L);
    }

    @Test
    void aStormThatGoesOnIsOneMessageAMinute() {
        Notify notify = telling(all("ops"));
        for (int second = 0; second < 300; second++) {
            take(notify, pushes(2, "acme/app"));
            send();
            time.advance(Duration.ofSeconds(1));
        }
        send();
        assertThat(ops.messages).extracting(Message::count).containsExactly(1L, 119L, 120L, 120L, 120L, 120L);
    }

    @Test
    void afterAQuietMinuteTheNextGoesAtOnce() {
        Notify notify = telling(all("ops"));
        take(notify, pushes(1, "acme/app"));
        send();
        time.advance(WINDOW);
        take(notify, pushes(1, "acme/app"));
        send();
        assertThat(ops.messages).extracting(Message::count).containsExactly(1L, 1L);
        time.advance(WINDOW.minusMillis(1));
        take(notify, pushes(1, "acme/app"));
        send();
        assertThat(ops.messages).as("it waits for the minute to end").hasSize(2);
    }

    @Test
    void whatDiffersInTypeProjectOrSeverityIsToldApart() {
        Notify notify = telling(all("ops"));
        List<Event> events = new ArrayList<>(pushes(2, "acme/app"));
        events.addAll(pushes(2, "acme/lib"));
        events.add(status("success"));
        events.add(status("failure"));
        events.add(status("success"));
        take(notify, events);
        send();
        assertThat(ops.messages)
                .extracting(message -> message.kind().project() + " "
                        + message.kind().severity().text())
                .containsExactlyInAnyOrder("acme/app info", "acme/lib info", "acme/app info", "acme/app error");
    }

    @Test
    void rulesChooseByTypeSeverityAndProject() {
        var tasks = new Rule(
                List.of(new Glob("dev.mosaicstack.mcp.*")),
                Severity.WARNING,
                List.of(new Glob("web*")),
                List.of("team"));
        var git = new Rule(List.of(new Glob("*.git.*")), Severity.INFO, List.of(new Glob("acme/*")), List.of("ops"));
        Notify notify = telling(tasks, git);
        take(notify, List.of(ofSession("task.failed", "{\"title\":\"Fix it\",\"reason\":\"no disk\"}")));
        take(notify, List.of(ofSession("task.completed", "{\"title\":\"Fix it\"}")));
        take(notify, pushes(1, "acme/app"));
        take(notify, pushes(1, "other/app"));
        send();
        assertThat(team.messages)
                .extracting(Message::title, message -> message.lines().getFirst())
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("[website] task failed: Fix it", "Reason: no disk"));
        assertThat(ops.messages).extracting(message -> message.kind().project()).containsExactly("acme/app");
    }

    @Test
    void anEventGoesToAChannelOnceHoweverManyRulesNameIt() {
        take(telling(all("ops"), all("ops", "team"), all("team")), pushes(1, "acme/app"));
        send();
        assertThat(ops.messages).hasSize(1);
        assertThat(team.messages).hasSize(1);
        assertThat(ops.messages.getFirst().id())
                .isNotEqualTo(team.messages.getFirst().id());
    }

    @Test
    void withoutRulesNothingIsWritten() {
        take(telling(), pushes(10, "acme/app"));
        List<String> waiting = store.read(
                tx -> tx.notifications().sendable("ops", time.instant().plus(WINDOW), 10));
        assertThat(waiting).isEmpty();
    }

    @Test
    void aMessageThatIsBeingSentIsNotCountedUp() {
        Notify notify = telling(all("ops"));
        ops.meanwhile = () -> take(notify, pushes(3, "acme/app"));
        take(notify, pushes(1, "acme/app"));
        send();
        ops.meanwhile = () -> {};
        time.advance(WINDOW);
        send();
        assertThat(ops.messages).extracting(Message::count).containsExactly(1L, 3L);
    }

    @Test
    void manySendersSendEachMessageOnce() {
        Notify notify = telling(all("ops"));
        IntStream.range(0, 40).forEach(i -> take(notify, pushes(1, "acme/app" + i)));
        var senders = IntStream.range(0, 4)
                .mapToObj(i -> CompletableFuture.runAsync(
                        this::send, task -> Thread.ofPlatform().start(task)))
                .toList();
        senders.forEach(CompletableFuture::join);
        send();
        assertThat(ops.messages).hasSize(40).extracting(Message::id).doesNotHaveDuplicates();
    }

    @Test
    void whatADeadSenderHeldIsSentAgainByAnotherOnceItsTimeIsOver() {
        take(telling(all("ops")), pushes(1, "acme/app"));
        ops.dies = true;
        assertThat(CompletableFuture.runAsync(this::send)).failsWithin(Duration.ofSeconds(10));
        ops.dies = false;
        send();
        assertThat(ops.messages).hasSize(1);
        time.advance(LEASE);
        send();
        send();
        assertThat(ops.messages)
                .extracting(Message::id)
                .containsExactly(
                        ops.messages.getFirst().id(), ops.messages.getFirst().id());
    }

    @Test
    void aSenderThatIsTooSlowStillHasTheLastWordWhenTheMessageWasTaken() {
        take(telling(all("ops")), pushes(1, "acme/app"));
        SendNotifications other = sender();
        ops.meanwhile = () -> {
            time.advance(LEASE);
            ops.meanwhile = () -> {};
            ops.refuses = "busy";
            other.next("ops");
            ops.refuses = null;
        };
        send();
        time.advance(Duration.ofDays(1));
        send();
        assertThat(ops.messages).as("it was taken: nobody tries again").hasSize(2);
    }

    @Test
    void aMessageThatIsNotTakenIsTriedAgainLaterAndLater() {
        take(telling(all("ops")), pushes(1, "acme/app"));
        ops.refuses = "HTTP 500";
        send();
        send();
        assertThat(ops.messages).hasSize(1);
        time.advance(Duration.ofMillis(6250));
        send();
        assertThat(ops.messages).hasSize(2);
        time.advance(Duration.ofSeconds(29));
        send();
        assertThat(ops.messages).hasSize(2);
        time.advance(Duration.ofMillis(8500));
        ops.refuses = null;
        send();
        time.advance(Duration.ofDays(1));
        send();
        assertThat(ops.messages)
                .hasSize(3)
                .extracting(Message::id)
                .containsOnly(ops.messages.getFirst().id());
    }

    @Test
    void aChannelThatAsksForRestGetsIt() {
        take(telling(all("ops")), pushes(1, "acme/app"));
        ops.refuses = "HTTP 429";
        ops.retryAfter = Duration.ofMinutes(3);
        send();
        time.advance(Duration.ofSeconds(179));
        send();
        assertThat(ops.messages).hasSize(1);
        time.advance(Duration.ofSeconds(1));
        send();
        assertThat(ops.messages).hasSize(2);
    }

    @Test
    void whatHappensWhileAMessageWaitsForAnotherAttemptIsToldByIt() {
        Notify notify = telling(all("ops"));
        take(notify, pushes(1, "acme/app"));
        ops.refuses = "HTTP 500";
        send();
        take(notify, pushes(5, "acme/app"));
        ops.refuses = null;
        time.advance(Duration.ofDays(1));
        send();
        assertThat(ops.messages).extracting(Message::count).containsExactly(1L, 6L);
    }

    @Test
    void aMessageThatIsGivenUpIsTheLogsBusinessAndOtherChannelsAreTold() {
        Notify notify = telling(all("ops", "team"));
        ops.refuses = "HTTP 404";
        take(notify, pushes(1, "acme/app"));
        exhaust();
        assertThat(ops.messages).hasSize(3);
        Event failed = onlyFailure();
        assertThat(failed.subject()).startsWith("notifications/");
        assertThat(Json.tree(failed.data()).path("error").textValue()).isEqualTo("HTTP 404");
        assertThat(Json.tree(failed.data()).path("channel").textValue()).isEqualTo("ops");
        take(notify, List.of(failed));
        exhaust();
        assertThat(ops.messages).as("not told of itself").hasSize(3);
        assertThat(team.messages)
                .extracting(message -> message.kind().type())
                .containsExactly("dev.mosaicstack.git.push", FAILED);
    }

    @Test
    void twoChannelsThatAreBothAwayComeToRest() {
        Notify notify = telling(all("ops", "team"));
        ops.refuses = "HTTP 404";
        team.refuses = "HTTP 404";
        take(notify, pushes(1, "acme/app"));
        exhaust();
        List<Event> first = failures();
        assertThat(first).hasSize(2);
        take(notify, first);
        exhaust();
        assertThat(ops.messages).hasSize(6);
        assertThat(failures()).as("a failure to tell of a failure is no event").hasSize(2);
    }

    @Test
    void whatWasSentIsForgottenAfterAWeek() {
        take(telling(all("ops")), pushes(1, "acme/app"));
        send();
        take(telling(all("nobody")), pushes(1, "acme/app"));
        time.advance(Notification.KEPT_FOR.minusMillis(1));
        forget();
        assertThat(kept()).hasSize(2);
        time.advance(Duration.ofMillis(1));
        forget();
        assertThat(kept()).as("nor is one kept that nobody would send").isEmpty();
    }

    private void forget() {
        Duration month = Duration.ofDays(30);
        new Retention(
                        store,
                        new Keep(month, month, month, month, month, month, month, month, month),
                        new Recorder(ids, time),
                        time)
                .round(() -> false);
    }

    private List<String> kept() {
        return store.read(tx -> tx.notifications().old(time.instant().plus(WINDOW), 10));
    }

    private Notify telling(Rule... rules) {
        return new Notify(Arrays.asList(rules), WINDOW, ids, time);
    }

    private static Rule all(String... channels) {
        return new Rule(List.of(), Severity.INFO, List.of(), List.of(channels));
    }

    private void take(Notify notify, List<Event> events) {
        store.write(tx -> {
            notify.take(tx, events);
            return null;
        });
    }

    /** Everything that is due, as one dispatcher does it. */
    private void send() {
        SendNotifications sender = sender();
        for (String channel : sender.channels()) {
            while (sender.next(channel)) {
                // The next one.
            }
        }
    }

    private SendNotifications sender() {
        return new SendNotifications(store, new Recorder(ids, time), time, Map.of("ops", ops, "team", team), RETRIES);
    }

    private void exhaust() {
        for (int attempt = 0; attempt <= RETRIES.size() + 1; attempt++) {
            send();
            time.advance(Duration.ofHours(2));
        }
    }

    private Event onlyFailure() {
        assertThat(failures()).hasSize(1);
        return failures().getFirst();
    }

    private List<Event> failures() {
        store.write(tx -> tx.events().unnumbered() ? tx.events().number(100) : 0);
        return store.read(tx -> tx.events().after(0, 100)).stream()
                .filter(event -> event.type().equals(FAILED))
                .toList();
    }

    private List<Event> pushes(int count, String repository) {
        String data = "{\"ref\":\"refs/heads/main\"}";
        return Collections.nCopies(count, repository).stream()
                .map(name -> event("git.push", "repos/" + name, null, data))
                .toList();
    }

    private Event status(String state) {
        return event("ci.status", "repos/acme/app", null, "{\"state\":\"" + state + "\"}");
    }

    private Event ofSession(String what, String data) {
        return event("mcp." + what, "tasks/1", SESSION, data);
    }

    private Event event(String what, String subject, String session, String data) {
        return new Event(
                0,
                ids.next(),
                "dev.mosaicstack." + what,
                "/s",
                subject,
                time.instant(),
                session,
                null,
                null,
                null,
                data);
    }

    /** A channel that does what it is told, and remembers every attempt. */
    private static final class Phone implements Channel {
        private final List<Message> messages = Collections.synchronizedList(new ArrayList<>());
        private volatile String refuses;
        private volatile Duration retryAfter;
        private volatile boolean dies;
        private volatile Runnable meanwhile = () -> {};

        @Override
        public Outcome send(Message message) {
            messages.add(message);
            meanwhile.run();
            if (dies) {
                throw new IllegalStateException("killed between the channel's answer and our note of it");
            }
            return refuses == null ? new Outcome.Taken() : new Outcome.NotTaken(refuses, retryAfter);
        }
    }
}
