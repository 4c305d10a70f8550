package dev.mosaicstack.compose;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** One service of {@code compose.yaml}. */
record ComposeService(String name, Map<String, Object> settings) {

    private static final String OURS = "mosaic/";
    private static final List<String> TIERS = List.of("databases", "core", "applications", "agents");

    String image() {
        return String.valueOf(settings.get("image"));
    }

    boolean isOurs() {
        return image().startsWith(OURS);
    }

    /** Its place in the order of start, from 0. */
    int tier() {
        return TIERS.indexOf(String.valueOf(map("labels").get("dev.mosaicstack.tier")));
    }

    Set<String> profiles() {
        return new TreeSet<>(strings("profiles"));
    }

    /** What it waits for, and until it is what. */
    Map<String, Object> dependsOn() {
        return map("depends_on");
    }

    Set<String> networks() {
        Object networks = settings.get("networks");
        return networks instanceof Map ? map("networks").keySet() : new TreeSet<>(strings("networks"));
    }

    Set<String> aliases(String network) {
        Map<String, Object> settingsThere = ComposeYaml.map(map("networks").get(network));
        return new TreeSet<>(ComposeYaml.strings(settingsThere.get("aliases")));
    }

    Map<String, String> environment() {
        var environment = new TreeMap<String, String>();
        map("environment").forEach((key, value) -> environment.put(key, String.valueOf(value)));
        return environment;
    }

    /** {@code address:published:inside}, the address as {@code ${NAME:-default}}. */
    List<String> ports() {
        return strings("ports");
    }

    /** The numbers under which this machine listens. */
    Set<Integer> published() {
        return ports().stream()
                .map(port -> port.split("}:")[1].split(":")[0])
                .map(Integer::valueOf)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    Map<String, Object> map(String key) {
        return ComposeYaml.map(settings.get(key));
    }

    List<String> strings(String key) {
        return ComposeYaml.strings(settings.get(key));
    }
}
