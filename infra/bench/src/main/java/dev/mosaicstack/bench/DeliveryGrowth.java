package dev.mosaicstack.bench;

import dev.mosaicstack.bench.figure.Measured;
import dev.mosaicstack.bench.load.Samples;
import dev.mosaicstack.bench.load.SignedPush;
import dev.mosaicstack.bench.product.Copies;
import dev.mosaicstack.bench.product.HttpLine;
import dev.mosaicstack.bench.product.Ledger;
import dev.mosaicstack.bench.product.Product;
import dev.mosaicstack.bench.product.Workshop;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.awaitility.Awaitility;

/** Instances with more and more deliveries in their tables, all running at once. */
final class DeliveryGrowth implements GrowthBenchmark.Grown {

    static final List<Integer> SIZES = List.of(1_000, 100_000, 1_000_000);

    private static final Duration LEVEL_WITHIN = Duration.ofMinutes(5);

    private record Instance(int size, Product product, HttpLine line) {}

    private final List<Instance> instances = new ArrayList<>();

    private DeliveryGrowth() {}

    static DeliveryGrowth of(Workshop workshop) throws IOException {
        var growth = new DeliveryGrowth();
        for (int size : SIZES) {
            growth.add(workshop, size);
        }
        return growth;
    }

    /** Through its API that would take an hour: one delivery is copied in the file of a stopped instance. */
    private void add(Workshop workshop, int size) throws IOException {
        Product product = Product.shipped(workshop, "deliveries-" + size, null);
        try (HttpLine line = product.line()) {
            line.send(SignedPush.small(product.secret()).next()).expect(202);
        }
        product.pause(() -> Copies.ofTheOneDelivery(product.data().resolve("mcp/state/mosaic.db"), size));
        try (Ledger ledger = product.ledger()) {
            Awaitility.await("the stream has the copies")
                    .atMost(LEVEL_WITHIN)
                    .until(() -> Ledger.lastInStream(product.data()) == ledger.lastPosition());
        }
        instances.add(new Instance(size, product, product.line()));
    }

    @Override
    public Map<String, List<Plan.Series<Measured>>> series() {
        var all = new LinkedHashMap<String, List<Plan.Series<Measured>>>();
        all.put("`webhook-intake`", series("intake", DeliveryGrowth::intake));
        all.put("`webhook-list`, the newest 50", series("list", instance -> list(instance, "")));
        String unknown = ",\"externalId\":\"" + UUID.randomUUID() + "\"";
        all.put("`webhook-list`, by external id", series("list by id", instance -> list(instance, unknown)));
        String other = ",\"type\":\"dev.mosaicstack.git.fork\"";
        all.put("`webhook-list`, by type: none", series("list by type", instance -> list(instance, other)));
        return all;
    }

    private interface Work {
        Samples.Sample of(Instance instance);
    }

    private List<Plan.Series<Measured>> series(String name, Work work) {
        return instances.stream()
                .map(instance -> {
                    Samples.Sample sample = work.of(instance);
                    return new Plan.Series<>(
                            name + " at " + instance.size(), () -> Samples.take(GrowthBenchmark.TIME, sample));
                })
                .toList();
    }

    private static Samples.Sample intake(Instance instance) {
        var push = SignedPush.small(instance.product().secret());
        return () -> {
            byte[] request = push.next();
            long begun = System.nanoTime();
            instance.line().send(request).expect(202);
            return System.nanoTime() - begun;
        };
    }

    private static Samples.Sample list(Instance instance, String filter) {
        return Samples.call(
                instance.line(), "webhook-list", instance.product().secret(), "{\"limit\":50" + filter + "}");
    }

    @Override
    public void close() throws IOException {
        for (Instance instance : instances) {
            instance.line().close();
            instance.product().close();
        }
    }
}
