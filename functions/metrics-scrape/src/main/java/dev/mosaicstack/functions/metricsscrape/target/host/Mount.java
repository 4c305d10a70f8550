package dev.mosaicstack.functions.metricsscrape.target.host;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** A file system where it is mounted. */
record Mount(String device, Path at, String type, boolean readOnly) {

    /** Of disks of this host: others may not answer, and looking at one that does not takes for ever. */
    private static final Set<String> LOCAL = Set.of(
            "ext2",
            "ext3",
            "ext4",
            "xfs",
            "btrfs",
            "zfs",
            "f2fs",
            "jfs",
            "reiserfs",
            "bcachefs",
            "vfat",
            "exfat",
            "ntfs",
            "ntfs3",
            "apfs",
            "hfs",
            "ufs");

    /** Those of local disks, each once: where it is mounted first. In a container, what it has for its root as well. */
    static List<Mount> local(List<Mount> all) {
        List<Mount> local = new ArrayList<>();
        Set<String> devices = new HashSet<>();
        for (Mount mount : all) {
            boolean root = mount.at().equals(Path.of("/"));
            if ((root && !mount.type().equals("rootfs") || LOCAL.contains(mount.type()))
                    && Files.isDirectory(mount.at())
                    && devices.add(mount.device())) {
                local.add(mount);
            }
        }
        return local;
    }

    /** The one that {@code path} is on: the deepest, and of those the one that was mounted last. */
    static Mount of(Path path, List<Mount> all) {
        return all.stream()
                .filter(mount -> path.startsWith(mount.at()))
                .max(Comparator.comparingInt((Mount mount) -> mount.at().getNameCount())
                        .thenComparingInt(all::indexOf))
                .orElseGet(() -> new Mount("", path, "", false));
    }
}
