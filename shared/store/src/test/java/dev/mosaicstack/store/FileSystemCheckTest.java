package dev.mosaicstack.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.mosaicstack.store.FileSystemCheck.Kind;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FileSystemCheckTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nfs",
                "nfs4",
                "cifs",
                "smb3",
                "smbfs",
                "afpfs",
                "webdav",
                "afs",
                "ceph",
                "lustre",
                "gfs2",
                "fuse.sshfs",
                "fuse.s3fs",
                "fuse.rclone",
                "fuse.glusterfs",
                "fuse.ceph-fuse",
                "fuse.gvfsd-fuse",
                "NFS"
            })
    void whatGoesOverANetworkIsRefused(String type) {
        assertThat(FileSystemCheck.judge(type)).isEqualTo(Kind.NETWORK);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ext4",
                "xfs",
                "btrfs",
                "zfs",
                "tmpfs",
                "overlay",
                "apfs",
                "hfs",
                "f2fs",
                "ntfs",
                "fuseblk",
                "fuse.fuse-overlayfs",
                "fuse.ntfs-3g",
                "ecryptfs",
                "unknown"
            })
    void aDiskOfThisComputerIsFineAndSoIsWhatNobodyKnows(String type) {
        assertThat(FileSystemCheck.judge(type)).isEqualTo(Kind.LOCAL);
    }

    @ParameterizedTest
    @ValueSource(strings = {"9p", "virtiofs", "fakeowner", "fuse.grpcfuse", "vboxsf", "fuse.vmhgfs-fuse"})
    void aFolderOfTheComputerAroundAVirtualOneIsNotRefused(String type) {
        assertThat(FileSystemCheck.judge(type)).isEqualTo(Kind.SHARED_FOLDER);
    }

    @Test
    void aFolderThatIsNotMadeYetIsJudgedByTheOneAboveIt(@TempDir Path folder) {
        Path later = folder.resolve("a/b/c");
        assertThat(FileSystemCheck.type(later))
                .isEqualTo(FileSystemCheck.type(folder))
                .isNotBlank();
        assertThatCode(() -> FileSystemCheck.requireLocal(later)).doesNotThrowAnyException();
    }

    @Test
    void theRefusalSaysWhatToDo() {
        assertThat(FileSystemCheck.refusal(Path.of("/srv/data"), "nfs4"))
                .contains("/srv/data", "nfs4", "; choose a folder on a local disk", "MOSAIC_DB_URL")
                .doesNotContain("\n");
    }
}
