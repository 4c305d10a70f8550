package dev.mosaicstack.functions.backuptrigger.tool;

import dev.mosaicstack.core.backup.Fault;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Programs that we use, and the packages they come in. */
public enum Tool {
    RESTIC("restic", "restic"),
    PG_DUMP("postgresql-client", "pg_dump"),
    PG_RESTORE("postgresql-client", "pg_restore"),
    MARIADB_DUMP("mariadb-client", "mariadb-dump", "mysqldump"),
    MARIADB("mariadb-client", "mariadb", "mysql"),
    REDIS_CLI("redis-tools", "redis-cli"),
    REDIS_SERVER("redis-server", "redis-server"),
    GIT("git", "git"),
    SSH("openssh-client", "ssh"),
    NICE("coreutils", "nice"),
    SHELL("a shell", "sh");

    private final String debianPackage;
    private final List<String> names;

    Tool(String debianPackage, String... names) {
        this.debianPackage = debianPackage;
        this.names = List.of(names);
    }

    /** @throws Failure {@code TOOL_MISSING} where none of its names is on the PATH */
    public String path() throws Failure {
        return find().orElseThrow(() -> new Failure(
                Fault.TOOL_MISSING, "there is no " + names.getFirst() + " on the PATH: install " + debianPackage));
    }

    public Optional<String> find() {
        return names.stream()
                .flatMap(name -> Arrays.stream(folders()).map(folder -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .map(Path::toString)
                .findFirst();
    }

    private static String[] folders() {
        String path = System.getenv("PATH");
        return (path == null ? "/usr/local/bin:/usr/bin:/bin" : path).split(File.pathSeparator);
    }
}
