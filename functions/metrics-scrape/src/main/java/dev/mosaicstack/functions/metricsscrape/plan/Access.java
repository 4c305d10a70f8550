package dev.mosaicstack.functions.metricsscrape.plan;

import static dev.mosaicstack.functions.metricsscrape.plan.Wrong.check;

import dev.mosaicstack.functions.metricsscrape.plan.MetricsSettings.TargetSettings;
import dev.mosaicstack.functions.metricsscrape.target.database.Server;
import dev.mosaicstack.functions.metricsscrape.target.http.Page;
import dev.mosaicstack.functions.metricsscrape.target.redis.RedisAddress;
import dev.mosaicstack.web.SecretFile;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Where a target is and who we are there, checked. @param key begins each of its settings */
record Access(String key, TargetSettings settings, Duration timeout) {

    /** What a database's url may say of encryption, in the words of its driver. */
    private static final Map<String, Set<String>> OPTIONS =
            Map.of("postgresql", Set.of("sslmode", "sslrootcert"), "mariadb", Set.of("sslMode", "serverSslCert"));

    /** @param scheme an expression */
    URI url(String scheme) {
        String text = settings.url().map(String::strip).orElse("");
        check(!text.isEmpty(), key + "url is missing");
        try {
            URI url = new URI(text);
            check(
                    url.getScheme() != null && url.getScheme().matches(scheme) && url.getHost() != null,
                    key + "url is not " + example(scheme));
            String userInfo = url.getRawUserInfo();
            check(userInfo == null || !userInfo.contains(":"), key + "url has a password in it: use password-file");
            check(url.getFragment() == null, key + "url has a # in it");
            return url;
        } catch (URISyntaxException e) {
            // The text may have a password in it.
            throw Wrong.because(key + "url is no URL as " + example(scheme));
        }
    }

    private static String example(String scheme) {
        return scheme.replace("s?", "") + "://host:port/...";
    }

    /** For HTTP. */
    Page page(URI url) {
        String token = secret("token", settings.token(), settings.tokenFile());
        check(
                token == null || token.chars().allMatch(c -> c > ' ' && c <= '~'),
                key + "token has characters that cannot be in a header: is there a byte order mark in its file?");
        String password = password();
        String user = user(url);
        check(token == null || user == null && password == null, key + "token and user are both set: leave one out");
        check(password == null || user != null, key + "user is missing, whose password there is");
        String authorization = token != null
                ? Page.bearer(token)
                : user != null ? Page.basic(user, password == null ? "" : password) : null;
        return new Page(withoutUser(url), authorization, timeout);
    }

    Server server(String scheme, int defaultPort) {
        URI url = url(scheme);
        String path = url.getPath() == null ? "" : url.getPath();
        String database = path.startsWith("/") ? path.substring(1) : path;
        check(!database.contains("/"), key + "url has more than a database in its path");
        int port = url.getPort() == -1 ? defaultPort : url.getPort();
        return new Server(url.getHost(), port, database, user(url), password(), options(url, OPTIONS.get(scheme)));
    }

    RedisAddress redis() {
        URI url = url("rediss?");
        check(
                url.getPath() == null || url.getPath().matches("|/[0-9]*") && url.getQuery() == null,
                key + "url has more than the number of a database behind the port");
        int port = url.getPort() == -1 ? 6379 : url.getPort();
        String number = url.getPath() == null ? "" : url.getPath().replace("/", "");
        return new RedisAddress(
                url.getHost(),
                port,
                number.isEmpty() ? 0 : Integer.parseInt(number),
                url.getScheme().equals("rediss"),
                user(url),
                password());
    }

    private Map<String, String> options(URI url, Set<String> known) {
        Map<String, String> options = new HashMap<>();
        if (url.getQuery() != null) {
            for (String option : url.getQuery().split("&")) {
                int equals = option.indexOf('=');
                String name = equals < 0 ? option : option.substring(0, equals);
                check(
                        known.contains(name) && equals > 0,
                        key + "url has the option \"" + name + "\"; there are "
                                + String.join(", ", known.stream().sorted().toList()));
                options.put(name, option.substring(equals + 1));
            }
        }
        return options;
    }

    private String user(URI url) {
        return settings.user().map(String::strip).orElse(url.getUserInfo());
    }

    private String password() {
        return secret("password", settings.password(), settings.passwordFile());
    }

    private String secret(String setting, Optional<String> value, Optional<String> file) {
        check(
                value.isEmpty() || file.isEmpty(),
                key + setting + " and " + setting + "-file are both set: leave one out");
        String secret = file.map(path -> SecretFile.read(Wrong.PREFIX + key + setting + "-file", path))
                .or(() -> value)
                .orElse(null);
        check(secret == null || !secret.isBlank(), key + setting + " is empty");
        check(secret == null || secret.chars().noneMatch(c -> c < ' '), key + setting + " has more than one line");
        return secret;
    }

    /** As Prometheus has it in {@code instance}: host and port. */
    static String place(URI url) {
        int port = url.getPort() != -1 ? url.getPort() : url.getScheme().equals("https") ? 443 : 80;
        return url.getHost() + ":" + port;
    }

    /** Queries have secrets, too. */
    static String withoutSecrets(URI url) {
        String text = withoutUser(url).toString();
        return text.contains("?") ? text.substring(0, text.indexOf('?')) : text;
    }

    private static URI withoutUser(URI url) {
        return url.getRawUserInfo() == null ? url : URI.create(url.toString().replaceFirst("//[^/@]*@", "//"));
    }
}
