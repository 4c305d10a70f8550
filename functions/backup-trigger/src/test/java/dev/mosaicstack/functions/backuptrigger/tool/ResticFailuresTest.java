package dev.mosaicstack.functions.backuptrigger.tool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mosaicstack.core.backup.Fault;
import org.junit.jupiter.api.Test;

class ResticFailuresTest {

    /** restic 0.18's own words. */
    @Test
    void aHostThatDoesNotLetUsInHasNoDamagedRepository() {
        Failure failure = ResticFailures.of(1, "cat", """
                subprocess ssh: Host key verification failed.
                Fatal: unable to open repository at sftp:me@vault:/r: unable to start the sftp session, error: error receiving version packet from server: server unexpectedly closed connection: unexpected EOF
                """);
        assertThat(failure.fault()).isEqualTo(Fault.REPOSITORY_UNREACHABLE);
        assertThat(failure).hasMessageContaining("Host key verification failed");
    }

    @Test
    void aRestoreThatMissesAPackIsOfADamagedRepository() {
        Failure failure = ResticFailures.of(1, "restore", """
                Load(<data/aa655c41d8>, 3000156, 0) returned error, retrying after 552ms: open /r/data/aa/aa655c: no such file
                Load(<data/aa655c41d8>, 3000156, 0) returned error, retrying after 15.3s: open /r/data/aa/aa655c: no such file
                ignoring error for /srv/big: StreamPack: open /r/data/aa/aa655c: no such file or directory
                ignoring error for /srv/big: UtimesNano: no such file or directory
                Fatal: There were 2 errors
                """);
        assertThat(failure.fault()).isEqualTo(Fault.REPOSITORY_DAMAGED);
        assertThat(failure)
                .hasMessage("restic restore: ignoring error for /srv/big: StreamPack: open /r/data/aa/aa655c:"
                        + " no such file or directory; Fatal: There were 2 errors");
    }

    @Test
    void aMissingSshIsAMissingTool() {
        Failure failure = ResticFailures.of(1, "backup", """
                {"message_type":"exit_error","code":1,"message":"Fatal: unable to open repository at sftp:backup@a:/srv/x: exec: \\"ssh\\": executable file not found in $PATH"}
                """);
        assertThat(failure.fault()).isEqualTo(Fault.TOOL_MISSING);
        assertThat(failure)
                .hasMessage("restic backup: Fatal: unable to open repository at sftp:backup@a:/srv/x: exec: \"ssh\":"
                        + " executable file not found in $PATH");
    }

    /** As restic 0.18 says it. */
    @Test
    void itsAdviceDoesNotHideWhatIsDamaged() {
        Failure failure = ResticFailures.of(1, "check", """
                pack ee382063 contains 2 errors: [blob 50f5e209: ciphertext verification failed]

                The repository contains damaged pack files. These damaged files must be removed to repair the repository.

                restic repair packs ee382063
                restic repair snapshots --forget

                Damaged pack files can be caused by backend problems, hardware problems or bugs in restic.
                Fatal: repository contains errors
                """);
        assertThat(failure.fault()).isEqualTo(Fault.REPOSITORY_DAMAGED);
        assertThat(failure)
                .hasMessage(
                        "restic check: pack ee382063 contains 2 errors: [blob 50f5e209: ciphertext verification failed];"
                                + " Fatal: repository contains errors");
    }
}
