package dev.mosaicstack.functions.metricsscrape.target.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.within;

import dev.mosaicstack.functions.metricsscrape.target.Family;
import dev.mosaicstack.functions.metricsscrape.target.Unreadable;
import dev.mosaicstack.testkit.Nginx;
import dev.mosaicstack.testkit.Ports;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HttpProbeTest {

    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final String TRUST = "javax.net.ssl.trustStore";

    @TempDir
    Path folder;

    private static HttpProbe probe(URI url) {
        return new HttpProbe(new Page(url, null, TIMEOUT), Optional.empty());
    }

    private static Map<String, Double> values(List<Family> families) {
        return families.stream()
                .collect(Collectors.toMap(
                        Family::name, family -> family.samples().getFirst().value()));
    }

    private static Unreadable failure(HttpProbe probe) {
        return catchThrowableOfType(Unreadable.class, probe::read);
    }

    @Test
    void aPageBehindNginxIsThereUntilTheServerBehindItIsNot() throws Exception {
        try (var server = new BrokenServer(BrokenServer.text("hello"));
                var nginx = Nginx.inTurn(List.of(server.url("http")))) {
            var up = values(probe(nginx.base()).read());
            assertThat(up)
                    .containsEntry("probe_success", 1.0)
                    .containsEntry("probe_http_status_code", 200.0)
                    .containsEntry("probe_http_ssl", 0.0)
                    .doesNotContainKey("probe_ssl_earliest_cert_expiry");
            assertThat(up.get("probe_duration_seconds")).isBetween(0.000_01, 5.0);
            server.stop();
            Unreadable down = failure(probe(nginx.base()));
            assertThat(down).hasMessage("it answers with status 502");
            assertThat(values(down.families()))
                    .containsEntry("probe_success", 0.0)
                    .containsEntry("probe_http_status_code", 502.0);
        }
    }

    @Test
    void theStatusCanBeAnyThatIsWanted() throws Exception {
        try (var server = new BrokenServer((out, closed) -> BrokenServer.head(out, "401 No", "X: y"))) {
            var page = new Page(server.url("http"), null, TIMEOUT);
            assertThat(values(new HttpProbe(page, Optional.of(401)).read())).containsEntry("probe_success", 1.0);
            assertThat(failure(new HttpProbe(page, Optional.of(200)))).hasMessage("it answers with status 401");
        }
    }

    @Test
    void anEndlessPageIsThereOnceItBegins() throws Exception {
        try (var server = new BrokenServer((out, closed) -> {
            BrokenServer.head(out, "200 OK", "Content-Type: text/html");
            while (closed.getCount() > 0) {
                out.write(new byte[10_000]);
            }
        })) {
            assertThat(values(probe(server.url("http")).read())).containsEntry("probe_success", 1.0);
        }
    }

    @Test
    void whatDoesNotAnswerIsAFailureWithAllThatIsKnown() {
        Unreadable nobody = failure(probe(URI.create("http://127.0.0.1:" + Ports.free() + "/")));
        assertThat(nobody).hasMessage("nobody takes connections there");
        assertThat(values(nobody.families()))
                .containsEntry("probe_success", 0.0)
                .containsEntry("probe_http_status_code", 0.0)
                .containsKey("probe_duration_seconds");
        try (var server = new BrokenServer((out, closed) -> closed.await())) {
            var page = new Page(server.url("http"), null, Duration.ofMillis(300));
            assertThat(failure(new HttpProbe(page, Optional.empty()))).hasMessage("no answer within 0.3 s");
        }
    }

    @Test
    void aCertificateThatNobodyTrustsIsReadAllTheSame() throws Exception {
        assertThat(probeOf("self", "-1d", 31, "localhost", null))
                .isEqualTo("its certificate is of nobody whom we trust");
    }

    @Test
    void anExpiredCertificateIsReadAllTheSame() throws Exception {
        assertThat(probeOf("old", "-40d", 30, "localhost", "old")).isEqualTo("its certificate has expired");
    }

    @Test
    void aCertificateOfAnotherNameIsReadAllTheSame() throws Exception {
        assertThat(probeOf("other", "-1d", 31, "example.org", "other"))
                .isEqualTo("its certificate is for another name");
    }

    @Test
    void aGoodCertificateIsOneThatThisMachineTrusts() throws Exception {
        assertThat(probeOf("good", "-1d", 31, "localhost", "good")).isEqualTo("");
    }

    /** @param trusted the store that this machine trusts; null for its own @return why it fails, empty where it does not */
    private String probeOf(String name, String start, int days, String host, String trusted) throws Exception {
        ServerSocket socket = tls(name, start, days, host);
        if (trusted != null) {
            System.setProperty(TRUST, folder.resolve(trusted).toString());
            System.setProperty(TRUST + "Password", "changeit");
        }
        try (var server = new BrokenServer(socket, BrokenServer.text("hello"))) {
            HttpProbe probe = probe(server.url("https"));
            Unreadable failure = failure(probe);
            Map<String, Double> values = values(failure == null ? probe.read() : failure.families());
            Instant begin = Instant.now().minus(Duration.ofDays(Integer.parseInt(start.replaceAll("[^0-9]", ""))));
            assertThat(values.get("probe_ssl_earliest_cert_expiry"))
                    .isCloseTo(begin.plus(Duration.ofDays(days)).getEpochSecond(), within(7300.0));
            assertThat(values)
                    .containsEntry("probe_http_ssl", 1.0)
                    .containsEntry("probe_success", failure == null ? 1.0 : 0.0);
            return failure == null ? "" : failure.getMessage();
        } finally {
            System.clearProperty(TRUST);
            System.clearProperty(TRUST + "Password");
        }
    }

    private ServerSocket tls(String name, String start, int days, String host) throws Exception {
        Path store = folder.resolve(name);
        var keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "a",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=" + host,
                        "-ext",
                        "SAN=dns:" + host,
                        "-startdate",
                        start,
                        "-validity",
                        String.valueOf(days),
                        "-keystore",
                        store.toString(),
                        "-storepass",
                        "changeit")
                .redirectErrorStream(true)
                .start();
        String said = new String(keytool.getInputStream().readAllBytes());
        assertThat(keytool.waitFor(1, TimeUnit.MINUTES) && keytool.exitValue() == 0)
                .as(said)
                .isTrue();
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, "changeit".toCharArray());
        }
        var managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, "changeit".toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        return context.getServerSocketFactory().createServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
    }
}
