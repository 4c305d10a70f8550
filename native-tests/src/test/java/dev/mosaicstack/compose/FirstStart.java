package dev.mosaicstack.compose;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mosaicstack.testkit.DebianPostgres;
import dev.mosaicstack.testkit.MariaDbServer;
import dev.mosaicstack.testkit.Programs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What the images of the databases do at their first start: every file of {@code init/}, in the order of their names.
 *
 * @param secrets where they are here, and not below {@code /run}; a path without spaces, as that is one
 */
record FirstStart(Path folder, Path secrets) {

    /** With secrets that {@code compose-init} has made. */
    static FirstStart with(InitFolder compose, Path parent) throws IOException {
        assertThat(compose.init().exitCode()).isZero();
        return new FirstStart(
                parent,
                Files.createSymbolicLink(
                        parent.resolve("secrets"), compose.path().resolve("secrets")));
    }

    void of(DebianPostgres server) throws IOException {
        for (Path script : scripts("postgres")) {
            run(
                    Map.of("PGPASSWORD", DebianPostgres.PASSWORD),
                    Programs.require("psql", "apt-get install postgresql-client")
                            .toString(),
                    "-v",
                    "ON_ERROR_STOP=1",
                    "--no-psqlrc",
                    "--host=127.0.0.1",
                    "--port=" + server.port(),
                    "--username=" + DebianPostgres.USER,
                    "--file=" + script);
        }
    }

    /** As its entry point does it; the image has no user without a name either. */
    void of(MariaDbServer server) throws IOException {
        var commands = new StringBuilder("docker_process_sql() { mariadb --host=127.0.0.1 --port=" + server.port()
                + " --user=root; }; "
                + "docker_process_sql <<<\"DELETE FROM mysql.global_priv WHERE User = ''; FLUSH PRIVILEGES\"");
        for (Path script : scripts("mariadb")) {
            commands.append("; . '").append(script).append("'");
        }
        run(Map.of(), "bash", "-euo", "pipefail", "-c", commands.toString());
    }

    private void run(Map<String, String> environment, String... command) {
        Shell.Ended ended = Shell.run(folder, environment, List.of(command));
        assertThat(ended.exitCode()).as(ended.said()).isZero();
    }

    private List<Path> scripts(String database) throws IOException {
        try (Stream<Path> files = Files.list(ComposeYaml.FOLDER.resolve("init").resolve(database))) {
            List<Path> here = files.map(this::here).sorted().toList();
            assertThat(here).hasSizeGreaterThan(1);
            return here;
        }
    }

    private Path here(Path script) {
        try {
            return Files.writeString(folder.resolve(script.getFileName()), here(Files.readString(script)));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** @return the same with the secrets where they are here */
    String here(String text) {
        return text.replace("/run/secrets", secrets.toString());
    }
}
