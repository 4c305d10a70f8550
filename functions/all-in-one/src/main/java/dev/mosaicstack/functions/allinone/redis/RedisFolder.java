package dev.mosaicstack.functions.allinone.redis;

import dev.mosaicstack.functions.allinone.DataFolder;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import redis.embedded.core.ExecutableProvider;
import redis.embedded.model.OsArchitecture;

/** The files of the embedded Redis: its executable, its configuration with the password, its log and process id. */
record RedisFolder(Path path) {

    /** How to reach the server that the configuration describes. */
    record Access(int port, String password) {
        RedisUrl url() {
            return RedisUrl.local(port, password);
        }
    }

    private static final long MAX_LOG_BYTES = 1024 * 1024;

    Path configuration() {
        return path.resolve("redis.conf");
    }

    Path executable() {
        return path.resolve("redis-server");
    }

    Path log() {
        return path.resolve("redis.log");
    }

    /** Process id as Redis wrote it; empty where there is none. */
    Optional<Long> pid() {
        try {
            return Optional.of(
                    Long.parseLong(Files.readString(path.resolve("redis.pid")).strip()));
        } catch (IOException | NumberFormatException e) {
            return Optional.empty();
        }
    }

    /** What the last run wrote; empty where there was none or the file is not whole. */
    Optional<Access> lastAccess() {
        try (var lines = Files.lines(configuration())) {
            Map<String, String> words = lines.map(line -> line.split(" ", 2))
                    .filter(pair -> pair.length == 2)
                    .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1], (first, second) -> second));
            return Optional.of(new Access(Integer.parseInt(words.get("port")), words.get("requirepass")))
                    .filter(access -> access.password() != null);
        } catch (IOException | NumberFormatException e) {
            return Optional.empty();
        }
    }

    /** Nothing is ever saved: the database is the truth, Redis is filled again from it. */
    void writeConfiguration(Access access) throws IOException {
        DataFolder.writePrivate(
                configuration(), """
                bind 127.0.0.1
                port %d
                requirepass %s
                protected-mode yes
                daemonize no
                tcp-backlog 128
                save ""
                appendonly no
                dir "%s"
                pidfile "%s"
                """.formatted(access.port(), access.password(), path, path.resolve("redis.pid")));
    }

    /** Writes the executable of this platform once; it is kept for the next start. */
    void installExecutable() throws IOException {
        String resource = resourceName();
        try (InputStream in = ExecutableProvider.class.getResourceAsStream("/" + resource)) {
            if (in == null) {
                throw new IOException("no " + resource + " in this build");
            }
            long size = Files.exists(executable()) ? Files.size(executable()) : -1;
            if (size == in.available() && Files.isExecutable(executable())) {
                return;
            }
            Path draft = path.resolve("redis-server.new");
            Files.copy(in, draft, StandardCopyOption.REPLACE_EXISTING);
            if (!draft.toFile().setExecutable(true)) {
                throw new IOException("cannot make " + draft + " executable");
            }
            Files.move(draft, executable(), StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private static String resourceName() throws IOException {
        String resource = ExecutableProvider.newProvidedVersionsMap().get(OsArchitecture.detectOSandArchitecture());
        if (resource == null) {
            throw new IOException("there is no embedded Redis for " + System.getProperty("os.name") + " "
                    + System.getProperty("os.arch"));
        }
        return resource.startsWith("/") ? resource.substring(1) : resource;
    }

    /** Starts the log over once it is large; nobody reads old lines of a cache. */
    void trimLog() throws IOException {
        if (Files.exists(log()) && Files.size(log()) > MAX_LOG_BYTES) {
            Files.delete(log());
        }
    }

    /** The last line Redis wrote, for a message; empty where it wrote none. */
    String lastLogLine() {
        try (var lines = Files.lines(log())) {
            return lines.reduce("", (before, line) -> line.isBlank() ? before : line.strip());
        } catch (IOException e) {
            return "";
        }
    }
}
