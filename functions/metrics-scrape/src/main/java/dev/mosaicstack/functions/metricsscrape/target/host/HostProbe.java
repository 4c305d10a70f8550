package dev.mosaicstack.functions.metricsscrape.target.host;

import dev.mosaicstack.functions.metricsscrape.target.Family;
import dev.mosaicstack.functions.metricsscrape.target.Gauges;
import dev.mosaicstack.functions.metricsscrape.target.Probe;
import dev.mosaicstack.functions.metricsscrape.target.Unreadable;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The host that we run on, in the words of node_exporter. Where it is not Linux there are load and disks alone. */
public final class HostProbe implements Probe {

    private final Proc proc;
    private final List<Path> paths;
    private final Inodes inodes = new Inodes();

    /** @param paths whose file systems are looked at; those of all local disks where there are none */
    public HostProbe(Path root, List<Path> paths) {
        this.proc = new Proc(root);
        this.paths = paths;
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
        List<Mount> all = proc.mounts();
        Map<Path, Mount> mounts = new LinkedHashMap<>();
        if (paths.isEmpty()) {
            Mount.local(all).forEach(mount -> mounts.put(mount.at(), mount));
        } else {
            paths.forEach(path -> {
                Mount mount = Mount.of(path, all);
                mounts.put(mount.at(), mount);
            });
        }
        Map<Path, Inodes.Count> files = inodes.of(List.copyOf(mounts.keySet()));
        for (Mount mount : mounts.values()) {
            String[] labels = {
                "device",
                mount.device(),
                "fstype",
                mount.type(),
                "mountpoint",
                mount.at().toString()
            };
            bytes(Files.getFileStore(mount.at()), found, labels);
            found.add("node_filesystem_readonly", "1 where nothing can be written.", mount.readOnly() ? 1 : 0, labels);
            Inodes.Count count = files.get(mount.at());
            if (count != null) {
                found.add("node_filesystem_files", "Files that fit on it.", count.total(), labels);
                found.add("node_filesystem_files_free", "Files that still fit on it.", count.free(), labels);
            }
        }
    }

    private static void bytes(FileStore store, Gauges found, String... labels) throws IOException {
        found.add("node_filesystem_size_bytes", "Its size.", store.getTotalSpace(), labels);
        found.add("node_filesystem_free_bytes", "What is free of it.", store.getUnallocatedSpace(), labels);
        found.add(
                "node_filesystem_avail_bytes",
                "What is free of it for others than root.",
                store.getUsableSpace(),
                labels);
    }

    private void elsewhere(Gauges found) throws IOException {
        double load = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
        if (load >= 0) {
            found.add("node_load1", "Processes that want to run, over a minute.", load);
        }
        for (Path path : paths.isEmpty() ? List.of(Path.of("/").toAbsolutePath()) : paths) {
            FileStore store = Files.getFileStore(path);
            bytes(store, found, "device", store.name(), "fstype", store.type(), "mountpoint", path.toString());
        }
    }
}
