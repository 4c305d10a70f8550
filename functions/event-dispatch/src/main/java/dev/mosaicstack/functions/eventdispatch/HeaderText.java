package dev.mosaicstack.functions.eventdispatch;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** Attribute values in headers; CloudEvents 1.0, HTTP protocol binding, 3.1.3.2. */
final class HeaderText {

    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    private HeaderText() {}

    /** Percent-encodes what is not printable ASCII, and space, quote and percent. */
    static String encode(String value) {
        if (isPlain(value)) {
            return value;
        }
        var text = new StringBuilder();
        for (byte b : value.getBytes(StandardCharsets.UTF_8)) {
            if (isPlain(b)) {
                text.append((char) b);
            } else {
                text.append('%').append(HEX.toHexDigits(b));
            }
        }
        return text.toString();
    }

    private static boolean isPlain(String value) {
        return value.chars().allMatch(HeaderText::isPlain);
    }

    private static boolean isPlain(int c) {
        return c > ' ' && c < 0x7f && c != '"' && c != '%';
    }
}
