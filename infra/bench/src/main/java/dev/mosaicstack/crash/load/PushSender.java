package dev.mosaicstack.crash.load;

import dev.mosaicstack.crash.ledger.Entry;
import dev.mosaicstack.crash.ledger.Kind;
import dev.mosaicstack.testkit.Webhook;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** A forge: sends pushes, and now and then one of its earlier ones again. */
public final class PushSender implements Worker {

    private static final int REMEMBERED = 200;

    private final Access access;
    private final Random random;
    private final List<Webhook> earlier = new ArrayList<>();

    public PushSender(Access access, Random random) {
        this.access = access;
        this.random = random;
    }

    @Override
    public void once() {
        if (!earlier.isEmpty() && random.nextInt(100) < 8) {
            Webhook old = earlier.get(random.nextInt(earlier.size()));
            again(random.nextBoolean() ? old : Push.redelivered(old));
        } else {
            sendNew();
        }
    }

    /** Comes back when one more push was acknowledged, or the run ended. */
    public void sendNew() {
        var push = Push.signed(access.webhookSecret());
        access.ledger().sent(Kind.DELIVERIES, 1);
        if (deliver(push) instanceof Outcome.Accepted) {
            remember(push);
        }
    }

    private void again(Webhook push) {
        if (deliver(push) instanceof Outcome.Accepted accepted) {
            access.ledger().duplicate(Kind.DELIVERIES);
            if (!accepted.body().path("duplicate").asBoolean()) {
                access.ledger().add(new Entry.Wrong("a push sent again is called new: " + accepted.body()));
            }
        }
    }

    private Outcome deliver(Webhook push) {
        Outcome outcome = access.client().insist(Call.of(push));
        if (outcome instanceof Outcome.Accepted accepted) {
            access.ledger()
                    .add(new Entry.Delivered(
                            Digest.sha256(push.body()),
                            accepted.body().path("deliveryId").asText(),
                            accepted.body().path("eventId").asText()));
        }
        return outcome;
    }

    private void remember(Webhook push) {
        if (earlier.size() < REMEMBERED) {
            earlier.add(push);
        } else {
            earlier.set(random.nextInt(REMEMBERED), push);
        }
    }

    @Override
    public Duration pace() {
        return Duration.ofMillis(80);
    }
}
