package dev.mosaicstack.conformance;

import dev.mosaicstack.functions.mcpserver.catalog.Content;
import dev.mosaicstack.functions.mcpserver.catalog.Content.Contents;

/** What fixtures show: the smallest picture and the smallest sound that are whole. */
final class Samples {

    static final String PNG = "image/png";

    /** One red pixel. */
    static final String PIXEL =
            "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8DwHwAFBQIAX8jx0gAAAABJRU5ErkJggg==";

    /** A WAV file of no samples. */
    private static final String SILENCE = "UklGRiYAAABXQVZFZm10IBAAAAABAAEAQB8AAAB9AAACABAAZGF0YQIAAAA=";

    private Samples() {}

    static Content text(String text) {
        return new Content.Text(text);
    }

    static Content image() {
        return new Content.Image(PIXEL, PNG);
    }

    static Content audio() {
        return new Content.Audio(SILENCE, "audio/wav");
    }

    static Content embedded(Contents contents) {
        return new Content.Embedded(contents);
    }

    static Contents plain(String uri, String text) {
        return new Contents(uri, "text/plain", text, null);
    }
}
