package dev.mosaicstack.core.notify;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mosaicstack.core.dispatch.BuiltIn;
import dev.mosaicstack.core.event.Event;
import dev.mosaicstack.core.id.Ids;
import dev.mosaicstack.core.json.Json;
import dev.mosaicstack.core.session.Session;
import dev.mosaicstack.core.store.Tx;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The consumer {@code notification}: turns events into messages that wait to be sent. An event goes to a channel once,
 * however many rules name it. The first of a kind is due at once; those that follow within the window are counted into one
 * message that is due when the window ends, and so on for as long as they come.
 */
public final class Notify implements BuiltIn {

    private static final String REPOSITORY = "repos/";

    /** One message that these events are told by. */
    private record Slot(String channel, Kind kind) {}

    private final List<Rule> rules;
    private final Duration window;
    private final Ids ids;
    private final Clock clock;

    /** @param window the time between two messages of one kind to one channel */
    public Notify(List<Rule> rules, Duration window, Ids ids, Clock clock) {
        this.rules = List.copyOf(rules);
        this.window = window;
        this.ids = ids;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "notification";
    }

    @Override
    public void take(Tx tx, List<Event> events) {
        Map<Slot, Tally> tallies = new LinkedHashMap<>();
        for (Event event : events) {
            if (rules.stream().anyMatch(rule -> rule.mayMatch(event.type()))) {
                count(tx, event, tallies);
            }
        }
        Instant now = clock.instant();
        tallies.forEach((slot, tally) -> add(tx, slot, tally, now));
    }

    private void count(Tx tx, Event event, Map<Slot, Tally> tallies) {
        JsonNode data = Json.tree(event.data());
        var kind = new Kind(event.type(), Severities.of(event, data), project(tx, event, data));
        for (String channel : channels(kind, data)) {
            tallies.merge(new Slot(channel, kind), Tally.of(event), (tally, one) -> tally.plus(event));
        }
    }

    private Set<String> channels(Kind kind, JsonNode data) {
        Set<String> channels = new TreeSet<>();
        rules.stream().filter(rule -> rule.matches(kind)).forEach(rule -> channels.addAll(rule.channels()));
        if (kind.type().equals(SendNotifications.FAILED)) {
            // A channel that takes nothing is not told of it; others are, and there it ends: see SendNotifications.
            channels.remove(data.path("channel").asText());
        }
        return channels;
    }

    /** The session's, else the repository, else what the data say; cut to what fits into a row. */
    private static String project(Tx tx, Event event, JsonNode data) {
        String project = data.path("project").asText();
        if (event.sessionId() != null) {
            project = tx.sessions()
                    .findShared(event.sessionId())
                    .map(Session::project)
                    .orElse(project);
        } else if (event.subject().startsWith(REPOSITORY)) {
            project = event.subject().substring(REPOSITORY.length());
        }
        return project.length() > 500 ? project.substring(0, 500) : project;
    }

    private void add(Tx tx, Slot slot, Tally tally, Instant now) {
        Notification newest =
                tx.notifications().newest(slot.channel(), slot.kind()).orElse(null);
        if (newest != null && newest.takesMore(now)) {
            tx.notifications().update(newest.plus(tally.count(), note(slot, tally.last())));
            return;
        }
        Instant next = newest == null ? now : later(now, newest.dueAt().plus(window));
        if (next.isAfter(now)) {
            insert(tx, slot, tally, next);
            return;
        }
        insert(tx, slot, Tally.of(tally.first()), now);
        if (tally.count() > 1) {
            insert(tx, slot, tally.rest(), now.plus(window));
        }
    }

    private void insert(Tx tx, Slot slot, Tally tally, Instant due) {
        tx.notifications()
                .insert(new Notification(
                        ids.next(),
                        slot.channel(),
                        slot.kind(),
                        tally.count(),
                        note(slot, tally.first()),
                        note(slot, tally.last()),
                        due,
                        0,
                        null,
                        new Notification.State.Waiting(due),
                        1));
    }

    /** Only of the events that a message names: of a storm these are three. */
    private static Note note(Slot slot, Event event) {
        return Describe.of(event, Json.tree(event.data()), slot.kind());
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
