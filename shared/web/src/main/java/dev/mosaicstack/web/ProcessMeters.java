package dev.mosaicstack.web;

import com.sun.management.UnixOperatingSystemMXBean;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.FunctionTimer;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.io.IOException;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * What every client library of Prometheus says of its process, under the same names, and the pauses for garbage. Micrometer's own
 * look for the same by reflection, and listen to each pause, which a native program would have to be prepared for.
 */
final class ProcessMeters implements MeterBinder {

    /** In pages, the second number is what is in memory. Linux alone has it. */
    private static final Path STATM = Path.of("/proc/self/statm");

    private static final int PAGE = 4096;

    @Override
    public void bindTo(MeterRegistry registry) {
        if (ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean system) {
            FunctionCounter.builder("process.cpu", system, s -> s.getProcessCpuTime() / 1e9)
                    .description("Time that processors have worked for this process.")
                    .baseUnit("seconds")
                    .register(registry);
            gauge(registry, "process.open.fds", "Open file descriptors.", system::getOpenFileDescriptorCount);
            gauge(registry, "process.max.fds", "File descriptors that may be open.", system::getMaxFileDescriptorCount);
        }
        gauge(
                registry,
                "process.start.time.seconds",
                "When the process started, in seconds since 1970.",
                () -> ManagementFactory.getRuntimeMXBean().getStartTime() / 1000.0);
        if (Files.isReadable(STATM)) {
            gauge(registry, "process.resident.memory.bytes", "Memory that the process has.", ProcessMeters::resident);
        }
        for (GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans()) {
            pauses(registry, collector);
        }
    }

    private static void pauses(MeterRegistry registry, GarbageCollectorMXBean collector) {
        FunctionTimer.builder(
                        "jvm.gc.pause",
                        collector,
                        GarbageCollectorMXBean::getCollectionCount,
                        GarbageCollectorMXBean::getCollectionTime,
                        TimeUnit.MILLISECONDS)
                .description("Pauses in which garbage was collected.")
                .tag("gc", collector.getName())
                .register(registry);
    }

    private static void gauge(MeterRegistry registry, String name, String help, Supplier<Number> value) {
        Gauge.builder(name, value).description(help).register(registry);
    }

    private static double resident() {
        try {
            return Long.parseLong(Files.readString(STATM).split(" ")[1]) * (double) PAGE;
        } catch (IOException | NumberFormatException e) {
            return Double.NaN;
        }
    }
}
