package dev.mosaicstack.store;

import io.quarkus.runtime.configuration.ConfigurationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;

/**
 * What kind of disk an SQLite file lies on. Its locks and its shared memory hold between the processes of one kernel;
 * over a network they do not, and the file is damaged sooner or later (sqlite.org/wal.html, sqlite.org/howtocorrupt.html).
 */
public final class FileSystemCheck {

    /** How far a file system may be trusted with an SQLite file. */
    public enum Kind {
        LOCAL,
        /** A folder of the computer around this virtual machine: good as long as nobody out there opens the file, too. */
        SHARED_FOLDER,
        NETWORK
    }

    private static final Set<String> NETWORK = Set.of(
            "nfs",
            "nfs3",
            "nfs4",
            "cifs",
            "smb",
            "smb2",
            "smb3",
            "smbfs",
            "ncpfs",
            "afs",
            "kafs",
            "auristorfs",
            "afpfs",
            "webdav",
            "davfs",
            "davfs2",
            "ftp",
            "coda",
            "ceph",
            "glusterfs",
            "lustre",
            "beegfs",
            "gpfs",
            "ocfs2",
            "gfs",
            "gfs2",
            "orangefs",
            "pvfs2",
            "moosefs",
            "mfs",
            "lizardfs",
            "saunafs",
            "juicefs",
            "seaweedfs",
            "panfs",
            "wekafs",
            "vastnfs");

    /** The same by way of FUSE, by the names that their programs give. */
    private static final Set<String> NETWORK_FUSE = Set.of(
            "sshfs",
            "s3fs",
            "rclone",
            "gcsfuse",
            "goofys",
            "mount-s3",
            "blobfuse",
            "blobfuse2",
            "smbnetfs",
            "curlftpfs",
            "gvfsd-fuse",
            "ceph",
            "ceph-fuse",
            "cephfs",
            "hdfs",
            "fuse_dfs",
            "ipfs");

    /** WSL, Docker Desktop, Lima, Podman machine, VirtualBox, VMware, Parallels. */
    private static final Set<String> SHARED_FOLDER = Set.of(
            "9p",
            "drvfs",
            "virtiofs",
            "fakeowner",
            "fuse.grpcfuse",
            "grpcfuse",
            "fuse.osxfs",
            "osxfs",
            "vboxsf",
            "vmhgfs",
            "fuse.vmhgfs-fuse",
            "prl_fs",
            "fuse.prl_fsd");

    private FileSystemCheck() {}

    /** @param type as the operating system names it; what is not known counts as local */
    public static Kind judge(String type) {
        String name = type.toLowerCase(Locale.ROOT);
        if (SHARED_FOLDER.contains(name)) {
            return Kind.SHARED_FOLDER;
        }
        String program = name.startsWith("fuse.") ? name.substring("fuse.".length()) : name;
        return NETWORK.contains(program) || NETWORK_FUSE.contains(program) ? Kind.NETWORK : Kind.LOCAL;
    }

    /** Of the folder, or of the nearest one above it that is there. */
    public static String type(Path folder) {
        Path there = folder.toAbsolutePath();
        while (there.getParent() != null && !Files.exists(there)) {
            there = there.getParent();
        }
        try {
            return Files.getFileStore(there).type();
        } catch (IOException e) {
            // Not knowing must not keep anybody from starting.
            return "unknown";
        }
    }

    /** @throws ConfigurationException for a network file system; one line that says what to do */
    public static void requireLocal(Path folder) {
        String type = type(folder);
        if (judge(type) == Kind.NETWORK) {
            throw new ConfigurationException(refusal(folder, type));
        }
    }

    /** One line; what to do comes last, after a semicolon. */
    public static String refusal(Path folder, String type) {
        return "data folder " + folder + " is on a network file system (" + type
                + "), where SQLite cannot lock its file"
                + " reliably; choose a folder on a local disk, or a database server with MOSAIC_DB_URL";
    }
}
