package dev.mosaicstack.crash.ledger;

import dev.mosaicstack.crash.ledger.Entry.Delivered;
import dev.mosaicstack.crash.ledger.Finding.Broken;
import dev.mosaicstack.crash.ledger.Finding.Lost;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/** A webhook that got its 202 is stored as it was sent, once, under the ids that were answered. */
final class DeliveryRules {

    private DeliveryRules() {}

    static void check(Ledger ledger, Evidence evidence, Consumer<Finding> findings) {
        Map<String, Delivered> firsts = new HashMap<>();
        Map<String, String> bodies = new HashMap<>();
        for (Delivered delivered : ledger.all(Delivered.class)) {
            Delivered first = firsts.putIfAbsent(delivered.bodySha256(), delivered);
            if (first == null) {
                isThere(delivered, evidence, findings);
                String other = bodies.putIfAbsent(delivered.deliveryId(), delivered.bodySha256());
                if (other != null) {
                    findings.accept(new Broken("an id is one delivery's", delivered.deliveryId()));
                }
            } else if (!first.equals(delivered)) {
                findings.accept(
                        new Broken("a duplicate gets the first one's ids", first + " first, then " + delivered));
            }
        }
    }

    private static void isThere(Delivered delivered, Evidence evidence, Consumer<Finding> findings) {
        var found = evidence.found().deliveries().get(delivered.deliveryId());
        if (found == null) {
            findings.accept(new Lost(Kind.DELIVERIES, delivered.deliveryId(), "webhook-get does not know it"));
        } else if (!found.bodySha256().equals(delivered.bodySha256())) {
            findings.accept(new Lost(Kind.DELIVERIES, delivered.deliveryId(), "its body is another"));
        } else if (!found.eventId().equals(delivered.eventId())) {
            findings.accept(new Broken("an answered eventId stays", delivered + ", but " + found.eventId()));
        }
    }
}
