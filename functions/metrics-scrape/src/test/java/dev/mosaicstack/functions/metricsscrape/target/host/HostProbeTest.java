package dev.mosaicstack.functions.metricsscrape.target.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.mosaicstack.functions.metricsscrape.target.Values;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class HostProbeTest {

    private static final Path PROC = Path.of("/proc");

    @TempDir
    Path folder;

    /** A {@code /proc} as some host has it. */
    private Path proc(String mounts) throws IOException {
        Files.writeString(folder.resolve("loadavg"), "0.50 1.25 2.00 3/456 7890\n");
        Files.writeString(folder.resolve("meminfo"), """
                MemTotal:        8000000 kB
                MemFree:         1000000 kB
                MemAvailable:    4000000 kB
                SwapTotal:             0 kB
                HugePages_Total:       0
                """);
        Files.writeString(folder.resolve("stat"), """
                cpu  100 0 0 0 0 0 0 0 0 0
                cpu0 1000 20 300 4000 50 6 7 8 0 0
                intr 1 2 3
                btime 1790000000
                """);
        Files.createDirectories(folder.resolve("self"));
        Files.writeString(folder.resolve("self/mounts"), mounts);
        return folder;
    }

    @Test
    void whatTheKernelSaysIsSaidAsNodeExporterSaysIt() throws Exception {
        Map<String, Double> values = Values.of(new HostProbe(proc(""), List.of()).read());
        assertThat(values)
                .containsEntry("node_load1", 0.5)
                .containsEntry("node_load15", 2.0)
                .containsEntry("node_memory_MemAvailable_bytes", 4_096_000_000.0)
                .containsEntry("node_cpu_seconds_total{cpu=\"0\",mode=\"user\"}", 10.0)
                .containsEntry("node_cpu_seconds_total{cpu=\"0\",mode=\"idle\"}", 40.0)
                .containsEntry("node_boot_time_seconds", 1_790_000_000.0)
                .doesNotContainKey("node_memory_HugePages_Total_bytes");
    }

    @Test
    void disksAreLookedAtOnceEachAndOthersAreLeftAlone() throws Exception {
        Path spaced = Files.createDirectory(folder.resolve("my disk"));
        Path again = Files.createDirectory(folder.resolve("again"));
        Path remote = Files.createDirectory(folder.resolve("remote"));
        String mounts = """
                overlay / overlay rw 0 0
                proc /proc proc rw 0 0
                /dev/sda1 %s ext4 ro,relatime 0 0
                /dev/sda1 %s ext4 rw 0 0
                nas:/x %s nfs4 rw 0 0
                /dev/sdb1 /not/there xfs rw 0 0
                """.formatted(spaced.toString().replace(" ", "\\040"), again, remote);
        Map<String, Double> values = Values.of(new HostProbe(proc(mounts), List.of()).read());
        assertThat(values)
                .containsEntry(
                        "node_filesystem_readonly{device=\"/dev/sda1\",fstype=\"ext4\",mountpoint=\"" + spaced + "\"}",
                        1.0)
                .containsKey("node_filesystem_avail_bytes{device=\"overlay\",fstype=\"overlay\",mountpoint=\"/\"}");
        assertThat(values.keySet())
                .filteredOn(series -> series.startsWith("node_filesystem_size"))
                .hasSize(2);
    }

    @Test
    void aPathThatIsNamedStandsForWhatItIsOn() throws Exception {
        Path disk = Files.createDirectory(folder.resolve("disk"));
        String mounts = "/dev/sda1 / ext4 rw 0 0\nnas:/x " + disk + " nfs4 rw 0 0\n";
        Map<String, Double> values = Values.of(new HostProbe(proc(mounts), List.of(disk.resolve("deep/below"))).read());
        assertThat(values.keySet())
                .filteredOn(series -> series.startsWith("node_filesystem_size"))
                .containsExactly(
                        "node_filesystem_size_bytes{device=\"nas:/x\",fstype=\"nfs4\",mountpoint=\"" + disk + "\"}");
    }

    @Test
    void aDiskThatCannotBeReadIsMissingAlone() throws Exception {
        Path disk = Files.createDirectory(folder.resolve("disk"));
        Path gone = folder.resolve("gone");
        String mounts = "/dev/sda1 %s ext4 rw 0 0\n/dev/sdb1 %s ext4 rw 0 0\n".formatted(gone, disk);
        Map<String, Double> values = Values.of(new HostProbe(proc(mounts), List.of(gone, disk)).read());
        assertThat(values.keySet())
                .filteredOn(series -> series.startsWith("node_filesystem_size") || series.contains("readonly"))
                .hasSize(2)
                .allMatch(series -> series.contains("device=\"/dev/sdb1\""));
        assertThat(values).containsKey("node_load1");
    }

    @Test
    void whereThereIsNoProcADiskThatCannotBeReadIsMissingAlone() throws Exception {
        Map<String, Double> values =
                Values.of(new HostProbe(folder.resolve("none"), List.of(folder.resolve("gone"), folder)).read());
        assertThat(values.keySet())
                .filteredOn(series -> series.startsWith("node_filesystem_size"))
                .hasSize(1);
    }

    /** As a share does whose host is away. Nothing can end what waits for it. */
    @Test
    void aDiskThatDoesNotAnswerIsMissingUntilItDoesAndAskedOnce() throws Exception {
        Path silent = Files.createDirectory(folder.resolve("silent"));
        Path disk = Files.createDirectory(folder.resolve("disk"));
        String mounts = "nas:/x %s nfs4 rw 0 0\n/dev/sdb1 %s ext4 rw 0 0\n".formatted(silent, disk);
        var answers = new CountDownLatch(1);
        var asked = new Semaphore(0);
        var disks = new Disks(
                path -> {
                    if (path.equals(silent)) {
                        asked.release();
                        uninterruptibly(answers);
                    }
                    return Disk.read(path);
                },
                Duration.ofMillis(200));
        var probe = new HostProbe(proc(mounts), List.of(silent, disk), disks);
        for (int i = 0; i < 3; i++) {
            assertThat(sizes(probe)).containsExactly("/dev/sdb1");
        }
        assertThat(asked.availablePermits()).isEqualTo(1);
        answers.countDown();
        Awaitility.await()
                .untilAsserted(() -> assertThat(sizes(probe)).containsExactlyInAnyOrder("nas:/x", "/dev/sdb1"));
    }

    private static void uninterruptibly(CountDownLatch latch) {
        while (latch.getCount() > 0) {
            try {
                latch.await();
            } catch (InterruptedException e) {
                // As a system call that waits for a disk.
            }
        }
    }

    /** The devices whose size is there. */
    private static List<String> sizes(HostProbe probe) throws Exception {
        return Values.of(probe.read()).keySet().stream()
                .filter(series -> series.startsWith("node_filesystem_size"))
                .map(series -> series.replaceAll(".*device=\"([^\"]+)\".*", "$1"))
                .toList();
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void thisHostIsAsDfAndUptimeSay() throws Exception {
        Map<String, Double> values = Values.of(new HostProbe(PROC, List.of(Path.of("/"))).read());
        String series = values.keySet().stream()
                .filter(name -> name.startsWith("node_filesystem_size_bytes{"))
                .findFirst()
                .orElseThrow();
        assertThat(values.get(series))
                .isEqualTo(Files.getFileStore(Path.of("/")).getTotalSpace());
        double uptime =
                Double.parseDouble(Files.readString(Path.of("/proc/uptime")).split(" ")[0]);
        assertThat(values.get("node_boot_time_seconds"))
                .isCloseTo(Instant.now().getEpochSecond() - uptime, within(120.0));
        assertThat(values.get("node_memory_MemTotal_bytes")).isGreaterThan(1e8);
    }

    @Test
    void filesAreCountedAsDfSaysWhateverTheDiskIsCalled() {
        var counts = Inodes.parse(List.of(
                "Filesystem            Inodes  IUsed   IFree IUse% Mounted on",
                "/dev/sda1            1000000 100000  900000   10% /",
                "//nas/my share             0      0       0     - /mnt/none",
                "/dev/mapper/a b       500     100     400   20% /mnt/my disk"));
        assertThat(counts)
                .isEqualTo(Map.of(
                        Path.of("/"), new Inodes.Count(1_000_000, 900_000),
                        Path.of("/mnt/my disk"), new Inodes.Count(500, 400)));
    }

    @Test
    void whereThereIsNoProcThereAreDisks() throws Exception {
        Map<String, Double> values = Values.of(new HostProbe(folder.resolve("none"), List.of(folder)).read());
        assertThat(values.keySet()).anyMatch(series -> series.startsWith("node_filesystem_avail_bytes{"));
    }
}
