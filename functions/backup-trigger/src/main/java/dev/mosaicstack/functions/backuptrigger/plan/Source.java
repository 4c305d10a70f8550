package dev.mosaicstack.functions.backuptrigger.plan;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** Something to back up, as it was configured, checked. */
public sealed interface Source {

    String name();

    Hooks hooks();

    /** As the settings call it. */
    default String kind() {
        return getClass().getSimpleName().toLowerCase(Locale.ROOT);
    }

    record Sqlite(String name, Hooks hooks, Path file) implements Source {}

    /** @param drill where drills restore it; its database is of no meaning */
    record Postgresql(String name, Hooks hooks, Server server, Server drill) implements Source {}

    /** @param drill as of {@link Postgresql} */
    record Mariadb(String name, Hooks hooks, Server server, Server drill) implements Source {}

    record Redis(String name, Hooks hooks, Server server, boolean tls) implements Source {}

    record Files(
            String name,
            Hooks hooks,
            List<Path> paths,
            List<String> excludes,
            boolean oneFileSystem,
            boolean acceptsChanges)
            implements Source {}

    record Git(String name, Hooks hooks, Path repository) implements Source {}

    /** @param fileName what the output is called in the snapshot */
    record Command(String name, Hooks hooks, String command, String fileName) implements Source {}
}
