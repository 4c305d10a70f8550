package dev.mosaicstack.functions.metricsscrape.target.host;

import dev.mosaicstack.functions.metricsscrape.target.Gauges;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/** What Linux says of itself below {@code /proc}, in the words of node_exporter. */
record Proc(Path root) {

    /** Ticks a second that the kernel counts in, whatever it runs with: USER_HZ. */
    private static final double TICKS = 100;

    private static final List<String> MODES =
            List.of("user", "nice", "system", "idle", "iowait", "irq", "softirq", "steal");

    private static final Set<String> MEMORY =
            Set.of("MemTotal", "MemFree", "MemAvailable", "Buffers", "Cached", "SwapTotal", "SwapFree");

    boolean isThere() {
        return Files.isReadable(root.resolve("stat"));
    }

    void into(Gauges found) throws IOException {
        load(found);
        memory(found);
        cpu(found);
    }

    private void load(Gauges found) throws IOException {
        String[] words = Files.readString(root.resolve("loadavg")).split(" ");
        found.add("node_load1", "Processes that want to run, over a minute.", Double.parseDouble(words[0]));
        found.add("node_load5", "Processes that want to run, over five minutes.", Double.parseDouble(words[1]));
        found.add("node_load15", "Processes that want to run, over 15 minutes.", Double.parseDouble(words[2]));
    }

    private void memory(Gauges found) throws IOException {
        for (String line : Files.readAllLines(root.resolve("meminfo"))) {
            String[] words = line.split(":?\\s+");
            if (MEMORY.contains(words[0])) {
                found.add(
                        "node_memory_" + words[0] + "_bytes",
                        words[0] + " of /proc/meminfo.",
                        Double.parseDouble(words[1]) * 1024);
            }
        }
    }

    private void cpu(Gauges found) throws IOException {
        for (String line : Files.readAllLines(root.resolve("stat"))) {
            String[] words = line.split("\\s+");
            if (words[0].matches("cpu[0-9]+")) {
                for (int i = 0; i < MODES.size() && i + 1 < words.length; i++) {
                    found.count(
                            "node_cpu_seconds_total",
                            "Seconds that each core was in each mode.",
                            Double.parseDouble(words[i + 1]) / TICKS,
                            "cpu",
                            words[0].substring(3),
                            "mode",
                            MODES.get(i));
                }
            } else if (words[0].equals("btime")) {
                found.add(
                        "node_boot_time_seconds",
                        "When the host was started, in seconds since 1970.",
                        Double.parseDouble(words[1]));
            }
        }
    }

    /** The file systems that are mounted. */
    List<Mount> mounts() throws IOException {
        return Files.readAllLines(root.resolve("self/mounts")).stream()
                .map(line -> line.split(" "))
                .filter(words -> words.length >= 4)
                .map(words -> new Mount(
                        plain(words[0]),
                        Path.of(plain(words[1])),
                        words[2],
                        List.of(words[3].split(",")).contains("ro")))
                .toList();
    }

    /** Spaces and the like are written as three octal digits. */
    private static String plain(String text) {
        var plain = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) == '\\' && i + 3 < text.length()) {
                plain.append((char) Integer.parseInt(text.substring(i + 1, i + 4), 8));
                i += 3;
            } else {
                plain.append(text.charAt(i));
            }
        }
        return plain.toString();
    }
}
