package dev.mosaicstack.web;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * One entry of {@code Accept} or {@code Accept-Encoding} (RFC 9110, 12.5).
 *
 * @param version null where it names none
 * @param quality 0 (not wanted) to 1
 */
record Preference(String name, String version, double quality) {

    /** What is malformed is not wanted. @param header null where there was none */
    static List<Preference> all(String header) {
        List<Preference> all = new ArrayList<>();
        for (String entry : header == null ? new String[0] : header.split(",")) {
            all.add(one(entry.split(";")));
        }
        return all;
    }

    private static Preference one(String[] parts) {
        String version = null;
        double quality = 1;
        for (int i = 1; i < parts.length; i++) {
            String[] parameter = parts[i].split("=", 2);
            String value = parameter.length == 2 ? parameter[1].strip().replace("\"", "") : "";
            switch (parameter[0].strip().toLowerCase(Locale.ROOT)) {
                case "version" -> version = value;
                case "q" -> quality = quality(value);
                default -> {}
            }
        }
        return new Preference(parts.length == 0 ? "" : parts[0].strip().toLowerCase(Locale.ROOT), version, quality);
    }

    private static double quality(String text) {
        return text.matches("0(\\.[0-9]{0,3})?|1(\\.0{0,3})?") ? Double.parseDouble(text) : 0;
    }

    /** By name, and by version where it says one. */
    boolean is(String wanted, String wantedVersion) {
        return name.equals(wanted) && (version == null || version.equals(wantedVersion));
    }

    /** @param acceptEncoding null where there was none */
    static boolean takesGzip(String acceptEncoding) {
        double gzip = -1;
        double any = 0;
        for (Preference preference : all(acceptEncoding)) {
            if (preference.name().equals("gzip")) {
                gzip = Math.max(gzip, preference.quality());
            } else if (preference.name().equals("*")) {
                any = preference.quality();
            }
        }
        return gzip > 0 || gzip < 0 && any > 0;
    }
}
