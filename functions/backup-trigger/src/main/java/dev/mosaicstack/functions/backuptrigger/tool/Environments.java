package dev.mosaicstack.functions.backuptrigger.tool;

import java.util.Map;

final class Environments {

    private Environments() {}

    /** Our own settings, some of them secret, are nothing that another program needs. */
    static void apply(Map<String, String> environment, Map<String, String> added) {
        environment.keySet().removeIf(name -> name.startsWith("MOSAIC_") || name.startsWith("QUARKUS_"));
        added.forEach((name, value) -> {
            if (value.isEmpty()) {
                environment.remove(name);
            } else {
                environment.put(name, value);
            }
        });
    }
}
