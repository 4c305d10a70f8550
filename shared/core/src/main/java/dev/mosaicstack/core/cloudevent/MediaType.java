package dev.mosaicstack.core.cloudevent;

import java.util.Locale;

/**
 * A content type.
 *
 * @param essence {@code type/subtype} in lower case; empty where there is none
 * @param utf8 false where it names another charset
 */
public record MediaType(String essence, boolean utf8) {

    public static final String BATCH = "application/cloudevents-batch+json";
    public static final String STRUCTURED = "application/cloudevents+json";

    private static final String CLOUD_EVENTS = "application/cloudevents";

    /** @param header null where there is none */
    public static MediaType of(String header) {
        String[] parts = (header == null ? "" : header).toLowerCase(Locale.ROOT).split(";", -1);
        boolean utf8 = true;
        for (int i = 1; i < parts.length; i++) {
            String parameter = parts[i].strip().replace("\"", "");
            utf8 &= !parameter.startsWith("charset=") || parameter.equals("charset=utf-8");
        }
        return new MediaType(parts[0].strip(), utf8);
    }

    /** By its subtype, as the CloudEvents JSON format judges (1.0.2, 3.1). */
    public boolean isJson() {
        int slash = essence.indexOf('/');
        String subtype = essence.substring(slash + 1);
        return slash > 0 && (subtype.equals("json") || subtype.length() > 5 && subtype.endsWith("+json"));
    }

    /** Whole events, in one of the formats of CloudEvents. */
    public boolean isCloudEvents() {
        return essence.startsWith(CLOUD_EVENTS);
    }
}
