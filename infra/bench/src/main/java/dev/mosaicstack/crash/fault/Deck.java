package dev.mosaicstack.crash.fault;

import dev.mosaicstack.crash.product.Product;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.Set;

/** The faults of a run, drawn like cards: in an order by chance, and none again before all others had their turn. */
public final class Deck {

    /** All names there are; which of them a run can have depends on its database and its rights. */
    public static final List<String> NAMES =
            List.of("kill-app", "stop-app", "kill-redis", "flush-redis", "stop-redis", "fill-disk", "kill-database");

    private final List<Fault> faults;
    private final Random random;
    private final Deque<Fault> rest = new ArrayDeque<>();

    private Deck(List<Fault> faults, Random random) {
        this.faults = faults;
        this.random = random;
    }

    /** @param wanted names; one that this product cannot have is left out */
    public static Deck of(Product product, Set<String> wanted, long seed) {
        List<Fault> all = new ArrayList<>(List.of(
                new KillApplication(product),
                new StopApplication(product),
                new KillRedis(product),
                new FlushRedis(product),
                new StopRedis(product)));
        var server = product.database().server();
        product.disk().map(disk -> new FillDisk(disk, server.isEmpty())).ifPresent(all::add);
        server.map(KillDatabase::new).ifPresent(all::add);
        all.removeIf(fault -> !wanted.contains(fault.name()));
        return new Deck(all, new Random(seed));
    }

    public List<String> names() {
        return faults.stream().map(Fault::name).toList();
    }

    public Fault draw() {
        if (rest.isEmpty()) {
            List<Fault> shuffled = new ArrayList<>(faults);
            Collections.shuffle(shuffled, random);
            rest.addAll(shuffled);
        }
        return rest.pop();
    }
}
