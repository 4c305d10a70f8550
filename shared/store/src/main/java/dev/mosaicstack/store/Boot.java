package dev.mosaicstack.store;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Which run of which kernel this is: two processes with the same one share its locks and its memory. */
final class Boot {

    private static final Path LINUX = Path.of("/proc/sys/kernel/random/boot_id");

    private Boot() {}

    /** Empty where the operating system has no such thing: then nothing can be told about other hosts. */
    static Optional<String> id() {
        try {
            if (Files.isReadable(LINUX)) {
                return known(Files.readString(LINUX));
            }
            return System.getProperty("os.name").startsWith("Mac")
                    ? known(output("/usr/sbin/sysctl", "-n", "kern.bootsessionuuid"))
                    : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static Optional<String> known(String id) {
        return Optional.of(id.strip()).filter(text -> !text.isEmpty());
    }

    private static String output(String... command) throws IOException {
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (var out = process.getInputStream()) {
            return new String(out.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
