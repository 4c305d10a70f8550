package dev.mosaicstack.nginx;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mosaicstack.testkit.Artifact;
import dev.mosaicstack.testkit.Documented;
import dev.mosaicstack.testkit.Nginx;
import dev.mosaicstack.testkit.Ports;
import dev.mosaicstack.testkit.Programs;
import dev.mosaicstack.testkit.SelfSigned;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;

/**
 * A real nginx with the files of {@code infra/nginx}. Nothing in them is changed but where to listen, whom to ask, whom to believe, and
 * where certificates, logs and caches are; what is to be changed must be there.
 */
final class ShippedNginx implements AutoCloseable {

    private static final Path SHIPPED = Artifact.root().resolve("infra/nginx");
    private static final String LIMITS = " max_fails=3 fail_timeout=2s;";

    private final Path folder = Nginx.folder();
    private final int plain = Ports.free();
    private final int tls = Ports.free();
    private final SelfSigned certificate = SelfSigned.in(folder);
    private Nginx nginx;

    private ShippedNginx() {
        copy(SHIPPED, folder.resolve("mosaic"));
    }

    /** {@code mosaic.conf} before these; 127.0.0.1 is believed about who calls. */
    static ShippedNginx before(List<URI> instances) {
        return before(instances, "127.0.0.1");
    }

    /** The same; @param believed about who calls */
    static ShippedNginx before(List<URI> instances, String believed) {
        var shipped = new ShippedNginx();
        shipped.believe(believed);
        shipped.change("upstreams.conf", "server 127.0.0.1:3456" + LIMITS, servers(instances));
        shipped.serve("mosaic.conf");
        return shipped.start("plain.conf");
    }

    /** Two copies of {@code application.conf}, made as the README says: git.example.net, which has all other names too, and wiki. */
    static ShippedNginx beforeApplications(URI git, URI wiki) {
        var shipped = new ShippedNginx();
        shipped.believe("192.0.2.1");
        shipped.place("application.conf");
        shipped.write("conf.d/http.conf", "include mosaic/http.conf;\n");
        List<String> commands = Documented.commands(SHIPPED.resolve("README.md"), "applications.conf");
        assertThat(commands).endsWith("nginx -t && nginx -s reload");
        String script = "set -eu\n" + String.join("\n", commands.subList(0, commands.size() - 1));
        Path log = shipped.folder.resolve("copied");
        script = script.replace("infra/nginx/", shipped.folder + "/mosaic/")
                .replace("/etc/nginx/", shipped.folder + "/")
                .replace("/var/cache/nginx", shipped.folder + "/cache");
        shipped.change("applications.conf", "/var/cache/nginx", shipped.folder + "/cache");
        assertThat(Programs.run(shipped.folder, log, 1, List.of("bash", "-c", script)))
                .as(script)
                .isZero();
        shipped.change("../conf.d/git.conf", "127.0.0.1:3000", git.getAuthority());
        shipped.change("../conf.d/wiki.conf", "127.0.0.1:6875", wiki.getAuthority());
        return shipped.start("plain.conf");
    }

    /** What is pasted into Nginx Proxy Manager, in the frame that it puts around it. @param where each function is, by its name */
    static ShippedNginx inProxyManager(UnaryOperator<String> where) {
        var shipped = new ShippedNginx();
        shipped.believe("192.0.2.1");
        String file = "upstreams-compose.conf";
        Pattern.compile(" ([a-z-]+):8080;")
                .matcher(shipped.read(file))
                .results()
                .map(function -> function.group(1))
                .distinct()
                .forEach(
                        function -> shipped.change(file, " " + function + ":8080;", " " + where.apply(function) + ";"));
        return shipped.start("proxy-manager.conf");
    }

    URI base() {
        return URI.create("https://localhost:" + tls);
    }

    URI plainBase() {
        return URI.create("http://localhost:" + plain);
    }

    /** For what a client of HTTP does not show; reads wait 10 s at most. */
    Socket connected() throws IOException {
        Socket socket = certificate.client().getSocketFactory().createSocket("localhost", base().getPort());
        socket.setSoTimeout(10_000);
        return socket;
    }

    SelfSigned certificate() {
        return certificate;
    }

    /** The line of the request with this {@code X-Request-Id}, once it is there: nginx answers first and writes afterwards. */
    String lineOf(String requestId) {
        return Awaitility.await("the line of " + requestId)
                .until(
                        () -> log().stream()
                                .filter(line -> line.endsWith(" " + requestId))
                                .toList(),
                        lines -> lines.size() == 1)
                .getFirst();
    }

    /** The lines that {@code log_format mosaic} has made by now. */
    List<String> log() {
        try {
            return Files.readAllLines(folder.resolve("mosaic.log"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        nginx.close();
    }

    private ShippedNginx start(String frame) {
        try (var file = ShippedNginx.class.getResourceAsStream("/nginx/" + frame)) {
            String text = new String(file.readAllBytes(), StandardCharsets.UTF_8);
            String paste = Files.readString(SHIPPED.resolve("npm-advanced.conf"));
            write("nginx.conf", placed(text.replace("{{ advanced_config }}", paste)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        assertThat(Nginx.check(folder))
                .contains("syntax is ok", "test is successful")
                .doesNotContain("[warn]");
        nginx = Nginx.of(folder, tls);
        return this;
    }

    /** In our own frames. */
    private String placed(String text) {
        return text.replace("{{ folder }}", folder.toString())
                .replace("{{ plain }}", "127.0.0.1:" + plain)
                .replace("{{ tls }}", "127.0.0.1:" + tls)
                .replace("{{ certificate }}", certificate.certificatePem().toString())
                .replace("{{ key }}", certificate.keyPem().toString());
    }

    private void believe(String address) {
        change("real-ip.conf", "set_real_ip_from 127.0.0.1;", "set_real_ip_from " + address + ";");
    }

    /** Where a file listens, and with which certificate. */
    private void place(String file) {
        replace(file, "listen \\[::].*;\n", "");
        change(file, "listen 80;", "listen 127.0.0.1:" + plain + ";");
        change(file, "listen 443 ssl http2;", "listen 127.0.0.1:" + tls + " ssl http2;");
        replace(
                file,
                "/etc/ssl/mosaic/.*fullchain.pem",
                certificate.certificatePem().toString());
        replace(file, "/etc/ssl/mosaic/.*privkey.pem", certificate.keyPem().toString());
    }

    /** A file that is put into conf.d. */
    private void serve(String file) {
        place(file);
        change(file, "/var/log/nginx", folder.toString());
        write("conf.d/" + file, read(file));
    }

    private void change(String file, String from, String to) {
        replace(file, Pattern.quote(from), to);
    }

    private void replace(String file, String pattern, String to) {
        String text = read(file);
        assertThat(text).as(file).containsPattern(pattern);
        write("mosaic/" + file, text.replaceAll(pattern, Matcher.quoteReplacement(to)));
    }

    private String read(String file) {
        try {
            return Files.readString(folder.resolve("mosaic").resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void write(String file, String text) {
        try {
            Path path = folder.resolve(file);
            Files.createDirectories(path.getParent());
            Files.writeString(path, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void copy(Path from, Path to) {
        try (var files = Files.newDirectoryStream(from, "*.conf")) {
            Files.createDirectories(to);
            for (Path file : files) {
                Files.copy(file, to.resolve(file.getFileName()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String servers(List<URI> instances) {
        return instances.stream()
                .map(instance -> "server " + instance.getAuthority() + LIMITS)
                .collect(Collectors.joining("\n    "));
    }
}
