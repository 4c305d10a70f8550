package dev.mosaicstack.bench;

import dev.mosaicstack.bench.figure.Measured;
import dev.mosaicstack.bench.load.Requests;
import dev.mosaicstack.bench.load.SignedPush;
import dev.mosaicstack.bench.load.Wrk;
import dev.mosaicstack.bench.product.Ledger;
import dev.mosaicstack.bench.product.Product;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;

/** A load of pushes that are all different, held against what is stored afterwards. */
final class Intake {

    /** A second; the least that is prepared. */
    private static final int LEAST = 10_000;

    /** What is prepared beyond what the last load took: the next may be faster. */
    private static final double RESERVE = 2;

    private static final Duration LEVEL_WITHIN = Duration.ofMinutes(2);

    private final Product product;
    private final Wrk wrk;
    private final SignedPush push;
    private final Path file;
    private double rate;

    Intake(Product product, Wrk wrk, SignedPush push, Path file) {
        this.product = product;
        this.wrk = wrk;
        this.push = push;
        this.file = file;
    }

    /**
     * One load.
     *
     * @param behind events that were not in the stream yet when the load ended
     * @param levelAfter seconds until they were
     */
    record Accepts(Measured load, long behind, double levelAfter) {}

    void warmUp() {
        run(Plan.WARM_UP);
    }

    /** @throws Measured.Spoilt where an accept is not stored, or was a duplicate */
    Accepts run(Duration time) {
        Requests pushes = Requests.pushes(file, push, (int) (Math.max(LEAST, RESERVE * rate) * time.toSeconds()));
        try (Ledger ledger = product.ledger()) {
            long deliveries = ledger.deliveries();
            long events = ledger.events();
            Measured load = wrk.run(product.port(), pushes, false, time);
            long behind = Math.max(0, ledger.lastPosition() - Ledger.lastInStream(product.data()));
            double levelAfter = awaitLevel(ledger);
            long stored = ledger.deliveries() - deliveries;
            long duplicates = stored - (ledger.events() - events);
            if (load.good() > stored || duplicates > 0) {
                throw new Measured.Spoilt("of " + load.good() + " accepts " + stored + " are stored, " + duplicates
                        + " of them as duplicates");
            }
            rate = load.perSecond();
            return new Accepts(load, behind, levelAfter);
        }
    }

    private double awaitLevel(Ledger ledger) {
        long begun = System.nanoTime();
        Awaitility.await("the stream is level with the database")
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(10))
                .atMost(LEVEL_WITHIN)
                .until(() -> Ledger.lastInStream(product.data()) == ledger.lastPosition());
        return (System.nanoTime() - begun) / 1e9;
    }
}
