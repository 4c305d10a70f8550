package dev.mosaicstack.functions.metricsscrape.plan;

import static dev.mosaicstack.functions.metricsscrape.plan.Wrong.check;

import dev.mosaicstack.core.alert.Alert;
import dev.mosaicstack.functions.metricsscrape.notify.Alertmanager;
import dev.mosaicstack.web.SecretFile;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
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
        List<Alertmanager> all = new ArrayList<>();
        Set<URI> seen = new HashSet<>();
        for (String text : settings.alertmanager().orElse(List.of())) {
            URI url = url(text.strip());
            check(seen.add(url), KEY + " has " + url + " twice");
            all.add(new Alertmanager(url, tokenFile, settings.interval()));
        }
        return new Alertmanagers(List.copyOf(all));
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
            throw Wrong.because(KEY + " is no URL");
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
