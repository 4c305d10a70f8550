package dev.mosaicstack.functions.backuptrigger.plan;

import java.nio.file.Path;
import java.util.Map;

/**
 * Where restic keeps it.
 *
 * @param location as restic takes it; may have a password in it
 * @param shown the same without
 * @param environment for restic: credentials of S3 and the like
 */
public record Repository(String location, String shown, Path passwordFile, Map<String, String> environment) {

    /** Whether restic calls ssh for it. */
    public boolean isSftp() {
        return location.startsWith("sftp:");
    }

    /** Never what is secret. */
    @Override
    public String toString() {
        return shown;
    }
}
