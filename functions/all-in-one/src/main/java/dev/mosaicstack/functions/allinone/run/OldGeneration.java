package dev.mosaicstack.functions.allinone.run;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryUsage;
import java.time.Duration;
import java.util.Optional;

/**
 * Has the old generation of the serial collector collected when it has grown by an eighth. By itself it is looked at only
 * when the largest heap that is allowed is full, a quarter of the machine: until then garbage stays resident (decision 20).
 * With other collectors it does nothing.
 */
final class OldGeneration {

    /** A collection stops everything for about 0.1 s. */
    private static final Duration AT_MOST_EVERY = Duration.ofMinutes(1);

    /** More than what is alive in a process that nobody calls. */
    private static final long LEAST_BYTES = 40L << 20;

    private final Optional<MemoryPoolMXBean> pool = ManagementFactory.getMemoryPoolMXBeans().stream()
            .filter(bean -> bean.getName().equals("Tenured Gen"))
            .findFirst();

    /** Until the process ends. */
    void watch() {
        if (pool.isPresent()) {
            Thread.ofPlatform().daemon().name("old-generation").start(this::run);
        }
    }

    private void run() {
        try {
            while (true) {
                Thread.sleep(AT_MOST_EVERY);
                look();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    void look() {
        if (pool.isPresent() && isDue(pool.get())) {
            System.gc();
        }
    }

    private static boolean isDue(MemoryPoolMXBean pool) {
        MemoryUsage afterLast = pool.getCollectionUsage();
        long alive = afterLast == null ? 0 : afterLast.getUsed();
        return pool.getUsage().getUsed() > Math.max(LEAST_BYTES, alive + alive / 8);
    }
}
