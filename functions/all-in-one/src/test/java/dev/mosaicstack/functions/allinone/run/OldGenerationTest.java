package dev.mosaicstack.functions.allinone.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class OldGenerationTest {

    private static final int MEBIBYTE = 1 << 20;

    /** What a process does whose garbage gets old: prints the most that its old generation held, in MiB. */
    static final class Littering {
        private static byte[] kept;

        public static void main(String[] args) {
            boolean looks = Boolean.parseBoolean(args[0]);
            var oldGeneration = new OldGeneration();
            var pool = ManagementFactory.getMemoryPoolMXBeans().stream()
                    .filter(bean -> bean.getName().equals("Tenured Gen"))
                    .findFirst()
                    .orElseThrow();
            long most = 0;
            for (int i = 0; i < 100; i++) {
                // Too large for the young generation.
                kept = new byte[10 * MEBIBYTE];
                most = Math.max(most, pool.getUsage().getUsed());
                if (looks) {
                    oldGeneration.look();
                }
            }
            System.out.println(most / MEBIBYTE + kept.length * 0);
        }
    }

    @Test
    void garbageThatGotOldDoesNotStay() throws Exception {
        assertThat(mostOf(true)).isLessThanOrEqualTo(60);
    }

    @Test
    void andWithoutThatItWould() throws Exception {
        assertThat(mostOf(false)).isGreaterThan(400);
    }

    private static int mostOf(boolean looks) throws Exception {
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        Process process = new ProcessBuilder(List.of(
                        java.toString(),
                        "-XX:+UseSerialGC",
                        "-Xms16m",
                        "-Xmn8m",
                        "-Xmx512m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Littering.class.getName(),
                        String.valueOf(looks)))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).isZero();
        return Integer.parseInt(said.strip());
    }
}
