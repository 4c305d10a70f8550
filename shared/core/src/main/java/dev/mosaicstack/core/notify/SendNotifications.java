package dev.mosaicstack.core.notify;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mosaicstack.core.access.Caller;
import dev.mosaicstack.core.event.Event;
import dev.mosaicstack.core.event.Recorder;
import dev.mosaicstack.core.store.Store;
import dev.mosaicstack.core.store.Tx;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import org.jboss.logging.Logger;

/**
 * Gives waiting messages to their channels, at least once: a message has ended only after its channel took it. Who sends
 * one holds it for a while; any number of processes may send, and one that dies is followed by another.
 */
public final class SendNotifications {

    private static final Logger LOG = Logger.getLogger(SendNotifications.class);

    /** An attempt takes no longer. */
    public static final Duration LONGEST = Duration.ofSeconds(10);

    /** The event of a message that was given up. */
    static final String FAILED = Event.TYPE_PREFIX + "system.notification.failed";

    /** An attempt, and the time to write down how it ended. */
    private static final Duration LEASE = Duration.ofSeconds(20);

    /** A channel that asks for more is asked again all the same. */
    private static final Duration LONGEST_REST = Duration.ofHours(1);

    /** Others may be quicker with the first ones. */
    private static final int LOOK_AT = 10;

    private final Store store;
    private final Recorder recorder;
    private final Clock clock;
    private final Map<String, Channel> channels;
    private final List<Duration> retries;

    /** @param retries pauses before the second, third, ... attempt; with the last one's failure a message is given up */
    public SendNotifications(
            Store store, Recorder recorder, Clock clock, Map<String, Channel> channels, List<Duration> retries) {
        this.store = store;
        this.recorder = recorder;
        this.clock = clock;
        this.channels = Map.copyOf(channels);
        this.retries = List.copyOf(retries);
    }

    /** Names of the channels that are served here. */
    public Set<String> channels() {
        return channels.keySet();
    }

    /** Sends the next message of this channel whose time has come. @return whether there was one */
    public boolean next(String channel) {
        Instant now = clock.instant();
        for (String id : store.read(tx -> tx.notifications().sendable(channel, now, LOOK_AT))) {
            Optional<Notification> claimed = store.write(tx -> claim(tx, id));
            if (claimed.isPresent()) {
                settle(claimed.get(), channels.get(channel).send(Message.of(claimed.get())));
                return true;
            }
        }
        return false;
    }

    private Optional<Notification> claim(Tx tx, String id) {
        Instant now = clock.instant();
        return tx.notifications().find(id).filter(found -> found.sendable(now)).map(found -> tx.notifications()
                .update(found.sending(now.plus(LEASE))));
    }

    private void settle(Notification sending, Channel.Outcome outcome) {
        switch (outcome) {
            case Channel.Outcome.Taken taken -> store.write(tx -> taken(tx, sending.id()));
            case Channel.Outcome.NotTaken not -> notTaken(sending, not);
        }
    }

    /** Also where our time was over and somebody else is sending it again: it need not be tried a third time. */
    private Optional<Notification> taken(Tx tx, String id) {
        return tx.notifications().find(id).filter(found -> !found.ended()).map(found -> tx.notifications()
                .update(found.sent(clock.instant())));
    }

    private void notTaken(Notification sending, Channel.Outcome.NotTaken not) {
        boolean last = sending.failures() >= retries.size();
        Duration pause = last ? Duration.ZERO : pause(sending.failures(), not.retryAfter());
        LOG.warnf(
                "message %s to channel %s was not taken: %s; %s",
                sending.id(), sending.channel(), not.error(), last ? "given up" : "again in " + pause);
        store.write(tx -> {
            tx.notifications()
                    .find(sending.id())
                    .filter(found -> found.version() == sending.version())
                    .ifPresent(found -> failed(tx, found, not.error(), last, pause));
            return null;
        });
    }

    private void failed(Tx tx, Notification found, String error, boolean last, Duration pause) {
        Instant now = clock.instant();
        if (!last) {
            tx.notifications().update(found.failed(error, now.plus(pause)));
            return;
        }
        Notification givenUp = tx.notifications().update(found.givenUp(error, now));
        // One that tells of such an event causes none of its own: two channels that are both away would never come to
        // rest.
        if (!givenUp.kind().type().equals(FAILED)) {
            var about = new Recorder.About("notifications/" + givenUp.id(), null);
            recorder.record(tx, Caller.SYSTEM, "system", "notification.failed", about, data(givenUp));
        }
    }

    /** With up to a quarter more, so that many do not come back at once. */
    private Duration pause(int failures, Duration asked) {
        long millis = retries.get(failures).toMillis();
        Duration pause = Duration.ofMillis(millis + ThreadLocalRandom.current().nextLong(millis / 4 + 1));
        if (asked == null || asked.compareTo(pause) <= 0) {
            return pause;
        }
        return asked.compareTo(LONGEST_REST) < 0 ? asked : LONGEST_REST;
    }

    private static ObjectNode data(Notification givenUp) {
        return Recorder.data()
                .put("notificationId", givenUp.id())
                .put("channel", givenUp.channel())
                .put("title", Message.of(givenUp).title())
                .put("notifiedType", givenUp.kind().type())
                .put("notifiedSeverity", givenUp.kind().severity().text())
                .put("project", givenUp.kind().project())
                .put("count", givenUp.count())
                .put("firstEventId", givenUp.first().eventId())
                .put("lastEventId", givenUp.last().eventId())
                .put("failures", givenUp.failures())
                .put("error", givenUp.lastError());
    }
}
