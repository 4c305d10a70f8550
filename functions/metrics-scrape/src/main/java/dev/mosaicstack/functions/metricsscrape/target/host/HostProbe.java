package dev.mosaicstack.functions.metricsscrape.target.host;

import dev.mosaicstack.functions.metricsscrape.target.Family;
import dev.mosaicstack.functions.metricsscrape.target.Gauges;
import dev.mosaicstack.functions.metricsscrape.target.Probe;
import dev.mosaicstack.functions.metricsscrape.target.Unreadable;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The host that we run on, in the words of node_exporter. Where it is not Linux there are load and disks alone. */
public final class HostProbe implements Probe {

    /** Of what a look may take by default, this is a tenth. */
    private static final Duration LONGEST = Duration.ofSeconds(1);

    private final Proc proc;
    private final List<Path> paths;
    private final Disks disks;
    private final Inodes inodes = new Inodes();

    /** @param paths whose file systems are looked at; those of all local disks where there are none */
    public HostProbe(Path root, List<Path> paths) {
        this(root, paths, new Disks(Disk::read, LONGEST));
    }

    HostProbe(Path root, List<Path> paths, Disks disks) {
        this.proc = new Proc(root);
        this.paths = paths;
        this.disks = disks;
    }

    @Override
    public List<Family> read() throws Unreadable, InterruptedException {
        var found = new Gauges();
        try {
            if (proc.isThere()) {
                proc.into(found);
                disks(found);
            } else {
                elsewhere(found);
            }
        } catch (IOException e) {
            throw new Unreadable("it cannot be looked at (" + e + ")", found.families());
        }
        return found.families();
    }

    private void disks(Gauges found) throws IOException, InterruptedException {
        Map<Mount, Disk> read = new LinkedHashMap<>();
        for (Mount mount : mounts(proc.mounts())) {
            disks.of(mount.at()).ifPresent(disk -> read.put(mount, disk));
        }
        // Of those that answer: one that does not would hold up df for all.
        Map<Path, Inodes.Count> files =
                inodes.of(read.keySet().stream().map(Mount::at).toList());
        read.forEach((mount, disk) -> {
            String[] labels = labels(mount.device(), mount.type(), mount.at());
            bytes(disk, found, labels);
            found.add("node_filesystem_readonly", "1 where nothing can be written.", mount.readOnly() ? 1 : 0, labels);
            Inodes.Count count = files.get(mount.at());
            if (count != null) {
                found.add("node_filesystem_files", "Files that fit on it.", count.total(), labels);
                found.add("node_filesystem_files_free", "Files that still fit on it.", count.free(), labels);
            }
        });
    }

    private Collection<Mount> mounts(List<Mount> all) {
        if (paths.isEmpty()) {
            return Mount.local(all);
        }
        Map<Path, Mount> mounts = new LinkedHashMap<>();
        for (Path path : paths) {
            Mount mount = Mount.of(path, all);
            mounts.put(mount.at(), mount);
        }
        return mounts.values();
    }

    private static String[] labels(String device, String type, Path at) {
        return new String[] {"device", device, "fstype", type, "mountpoint", at.toString()};
    }

    private static void bytes(Disk disk, Gauges found, String... labels) {
        found.add("node_filesystem_size_bytes", "Its size.", disk.size(), labels);
        found.add("node_filesystem_free_bytes", "What is free of it.", disk.free(), labels);
        found.add("node_filesystem_avail_bytes", "What is free of it for others than root.", disk.available(), labels);
    }

    private void elsewhere(Gauges found) throws InterruptedException {
        double load = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
        if (load >= 0) {
            found.add("node_load1", "Processes that want to run, over a minute.", load);
        }
        for (Path path : paths.isEmpty() ? List.of(Path.of("/").toAbsolutePath()) : paths) {
            disks.of(path).ifPresent(disk -> bytes(disk, found, labels(disk.device(), disk.type(), path)));
        }
    }
}
