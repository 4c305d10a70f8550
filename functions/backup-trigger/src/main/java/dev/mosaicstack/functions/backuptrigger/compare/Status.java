package dev.mosaicstack.functions.backuptrigger.compare;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** What there is of a name on a disk. @param type null where there is nothing, or it cannot be seen */
record Status(Path path, Node.Type type, long size, Instant modified) {

    static Status of(Path path) {
        try {
            BasicFileAttributes seen = Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            return new Status(
                    path, type(seen), seen.size(), seen.lastModifiedTime().toInstant());
        } catch (IOException e) {
            return new Status(path, null, 0, Instant.EPOCH);
        }
    }

    private static Node.Type type(BasicFileAttributes seen) {
        if (seen.isRegularFile()) {
            return Node.Type.FILE;
        }
        if (seen.isDirectory()) {
            return Node.Type.DIR;
        }
        return seen.isSymbolicLink() ? Node.Type.SYMLINK : Node.Type.OTHER;
    }

    /** When its inode was changed; {@link Instant#EPOCH} where that cannot be known. */
    Instant changed() {
        try {
            return ((FileTime) Files.getAttribute(path, "unix:ctime", LinkOption.NOFOLLOW_LINKS)).toInstant();
        } catch (IOException | UnsupportedOperationException e) {
            return Instant.EPOCH;
        }
    }

    boolean isThere() {
        return type != null;
    }

    /** Whether it looks as when it was backed up. */
    boolean isUnchanged(Node node) {
        return type == node.type()
                && (type != Node.Type.FILE || size == node.size())
                && modified.equals(node.modified());
    }

    /** As far as the file system keeps it: some know no more than seconds, or millionths of them. */
    boolean hasTimeOf(Node node) {
        Instant wanted = node.modified();
        return modified.equals(wanted)
                || modified.equals(wanted.truncatedTo(ChronoUnit.MICROS))
                || modified.equals(wanted.truncatedTo(ChronoUnit.SECONDS));
    }

    /** Where a symbolic link points to; empty where that cannot be read. */
    String target() {
        try {
            return Files.readSymbolicLink(path).toString();
        } catch (IOException e) {
            return "";
        }
    }
}
