package dev.mosaicstack.functions.metricsscrape.plan;

import static dev.mosaicstack.functions.metricsscrape.plan.Wrong.check;

import dev.mosaicstack.core.alert.Alert;
import dev.mosaicstack.functions.metricsscrape.notify.Alertmanager;
import dev.mosaicstack.web.SecretFile;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Where alerts go, checked: what is wrong is said in one line that names the setting. Close it. */
public record Alertmanagers(List<Alertmanager> all) implements AutoCloseable {

    private static final String KEY = "alertmanager";

    /** @throws io.quarkus.runtime.configuration.ConfigurationException where something cannot be */
    public static Alertmanagers of(MetricsSettings settings) {
        String tokenFile = settings.alertmanagerTokenFile().orElse(null);
        if (tokenFile != null) {
            String token = SecretFile.read(Wrong.PREFIX + KEY + "-token-file", tokenFile);
            check(
                    !token.isEmpty() && token.chars().noneMatch(c -> c <= ' ' || c > '~'),
                    KEY + "-token-file has no token in it, or more than that");
        }
        Set<URI> urls = new LinkedHashSet<>();
        for (String text : settings.alertmanager().orElse(List.of())) {
            URI url = url(text.strip().replaceFirst("/+$", ""));
            check(urls.add(url), KEY + " has " + url + " twice");
        }
        return new Alertmanagers(urls.stream()
                .map(url -> new Alertmanager(name(url, urls), url, tokenFile, settings.interval()))
                .toList());
    }

    /** Host and port, where that is one alone: their metrics bear it. */
    private static String name(URI url, Set<URI> all) {
        boolean alone = all.stream()
                        .filter(other -> other.getRawAuthority().equals(url.getRawAuthority()))
                        .count()
                == 1;
        return alone ? url.getRawAuthority() : url.toString();
    }

    private static URI url(String text) {
        try {
            URI url = new URI(text);
            check(
                    url.getScheme() != null && url.getScheme().matches("https?") && url.getHost() != null,
                    KEY + " is not http://host:port");
            check(url.getRawUserInfo() == null, KEY + " has a user in it: use alertmanager-token-file");
            check(
                    url.getRawQuery() == null && url.getRawFragment() == null,
                    KEY + " has more than a path behind its host: http://host:port");
            return url;
        } catch (URISyntaxException e) {
            // The text may have a password in it.
            throw Wrong.because(KEY + " is no URL as http://host:9093");
        }
    }

    /** To each of them: all that fire, and those that were resolved a short while ago. Returns at once. */
    public void send(Instant at, List<Alert> alerts) {
        all.forEach(alertmanager -> alertmanager.send(at, alerts));
    }

    @Override
    public void close() {
        all.forEach(Alertmanager::close);
    }
}
