package dev.mosaicstack.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;

/** A real nginx on a free port of 127.0.0.1, in front of one server or of several in turn. */
public final class Nginx implements AutoCloseable {

    private static final String MEND = "install it (apt-get install nginx-light, or brew install nginx)";

    private final Process process;
    private final Path folder;
    private final int port;

    private Nginx(Process process, Path folder, int port) {
        this.process = process;
        this.folder = folder;
        this.port = port;
    }

    /** Whoever comes this way has this bearer token: for clients that send none. */
    public static Nginx withToken(URI server, String token) {
        return start(List.of(server), "", "proxy_set_header Authorization \"Bearer " + token + "\";");
    }

    /** Each request goes to the next of them; one that does not answer is left out for a second. */
    public static Nginx inTurn(List<URI> servers) {
        return start(servers, "", "");
    }

    /** The requests of one MCP session go to one of them while it answers, all others to any. */
    public static Nginx bySession(List<URI> servers) {
        return start(servers, "hash $by_session consistent;", "");
    }

    /** As the {@code nginx.conf} in this folder says, which listens on this port among others; it runs in the foreground. */
    public static Nginx of(Path folder, int port) {
        try {
            var started = new Nginx(
                    new ProcessBuilder(command(folder))
                            .redirectErrorStream(true)
                            .redirectOutput(folder.resolve("said").toFile())
                            .start(),
                    folder,
                    port);
            Runtime.getRuntime().addShutdownHook(new Thread(started.process::destroy));
            started.awaitReady();
            return started;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What nginx says of the {@code nginx.conf} in this folder before it starts. */
    public static String check(Path folder) {
        Path said = folder.resolve("checked");
        List<String> command = command(folder);
        command.add("-t");
        Programs.run(folder, said, 1, command);
        try {
            return Files.readString(said);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A folder for one nginx. */
    public static Path folder() {
        try {
            Path stacks = Files.createDirectories(Path.of("target", "stacks").toAbsolutePath());
            return Files.createTempDirectory(stacks, "nginx-");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public URI base() {
        return URI.create("http://127.0.0.1:" + port);
    }

    /** One line for each request so far: which server had it, status, method and path. */
    public List<String> log() {
        try {
            return Files.readAllLines(folder.resolve("access.log"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** SIGTERM; nginx ends its own workers. */
    @Override
    public void close() {
        process.destroy();
        process.onExit().join();
        Folders.delete(folder);
    }

    private static Nginx start(List<URI> servers, String choice, String more) {
        Path folder = folder();
        int port = Ports.free();
        try {
            Files.writeString(folder.resolve("nginx.conf"), settings(folder, port, upstream(servers, choice), more));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return of(folder, port);
    }

    private static List<String> command(Path folder) {
        String nginx = Programs.require("nginx", MEND).toString();
        String file = folder.resolve("nginx.conf").toString();
        String errors = folder.resolve("error.log").toString();
        var command = new ArrayList<>(List.of(nginx, "-p", folder.toString(), "-c", file, "-e", errors));
        if (System.getProperty("user.name").equals("root")) {
            // Else its workers are somebody who may not look into our folders.
            command.addAll(List.of("-g", "user root;"));
        }
        return command;
    }

    private void awaitReady() throws IOException {
        Awaitility.await("nginx on port " + port)
                .pollInterval(Duration.ofMillis(20))
                .atMost(Duration.ofSeconds(20))
                .until(() -> !process.isAlive() || listens());
        if (!process.isAlive()) {
            throw new IllegalStateException("nginx ended: " + Files.readString(folder.resolve("said")));
        }
    }

    private boolean listens() {
        try (var socket = new Socket(InetAddress.getByName("127.0.0.1"), port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    /** What README.md of mcp-server tells people to set, and a folder of its own for everything nginx writes. */
    private static String settings(Path folder, int port, String upstream, String more) {
        return """
                daemon off;
                worker_processes 1;
                pid %1$s/nginx.pid;
                events { worker_connections 1024; }
                http {
                    log_format short '$upstream_addr $status $request';
                    access_log %1$s/access.log short;
                    client_body_temp_path %1$s/body;
                    proxy_temp_path %1$s/proxy;
                    fastcgi_temp_path %1$s/fastcgi;
                    uwsgi_temp_path %1$s/uwsgi;
                    scgi_temp_path %1$s/scgi;
                    map $http_mcp_session_id $by_session { "" $request_id; default $http_mcp_session_id; }
                    upstream mosaic { %3$s }
                    server {
                        listen 127.0.0.1:%2$d;
                        location / {
                            proxy_pass http://mosaic;
                            proxy_http_version 1.1;
                            proxy_set_header Connection "";
                            proxy_set_header Host $http_host;
                            proxy_buffering off;
                            proxy_read_timeout 1h;
                            %4$s
                        }
                    }
                }
                """.formatted(folder, port, upstream, more);
    }

    private static String upstream(List<URI> servers, String choice) {
        return servers.stream()
                .map(server -> "server 127.0.0.1:" + server.getPort() + " max_fails=1 fail_timeout=1s;")
                .collect(Collectors.joining(" ", choice + " ", ""));
    }
}
