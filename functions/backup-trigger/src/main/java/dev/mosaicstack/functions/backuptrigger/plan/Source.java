package dev.mosaicstack.functions.backuptrigger.plan;

import java.nio.file.Path;
import java.util.List;

/** Something to back up, as it was configured, checked. */
public sealed interface Source {

    String name();

    Hooks hooks();

    String kind();

    record Sqlite(String name, Hooks hooks, Path file) implements Source {
        @Override
        public String kind() {
            return "sqlite";
        }
    }

    /** @param drill where drills restore it; its database is of no meaning */
    record Postgresql(String name, Hooks hooks, Server server, Server drill) implements Source {
        @Override
        public String kind() {
            return "postgresql";
        }
    }

    /** @param drill as of {@link Postgresql} */
    record Mariadb(String name, Hooks hooks, Server server, Server drill) implements Source {
        @Override
        public String kind() {
            return "mariadb";
        }
    }

    record Redis(String name, Hooks hooks, Server server, boolean tls) implements Source {
        @Override
        public String kind() {
            return "redis";
        }
    }

    record Files(
            String name,
            Hooks hooks,
            List<Path> paths,
            List<String> excludes,
            boolean oneFileSystem,
            boolean acceptsChanges)
            implements Source {
        @Override
        public String kind() {
            return "files";
        }
    }

    record Git(String name, Hooks hooks, Path repository) implements Source {
        @Override
        public String kind() {
            return "git";
        }
    }

    /** @param fileName what the output is called in the snapshot */
    record Command(String name, Hooks hooks, String command, String fileName) implements Source {
        @Override
        public String kind() {
            return "command";
        }
    }
}
