package dev.mosaicstack.core.cloudevent;

import dev.mosaicstack.core.error.Refusal;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** How attributes are written into headers (CloudEvents HTTP protocol binding 1.0.2, 3.1.3.2). */
public final class HeaderValue {

    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    private HeaderValue() {}

    /** @throws Refusal.Invalid {@code INVALID_FIELD}, naming the attribute */
    static String decoded(String attribute, String value) {
        String plain = unquoted(value.strip());
        if (plain.indexOf('%') < 0) {
            return plain;
        }
        var bytes = new ByteArrayOutputStream(plain.length());
        for (int i = 0; i < plain.length(); i++) {
            if (plain.charAt(i) == '%') {
                bytes.write(octet(attribute, plain, i));
                i += 2;
            } else {
                bytes.writeBytes(String.valueOf(plain.charAt(i)).getBytes(StandardCharsets.UTF_8));
            }
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes.toByteArray()))
                    .toString();
        } catch (CharacterCodingException e) {
            throw Refusal.Invalid.field(attribute, "is not UTF-8 in percent encoding");
        }
    }

    /** Space, the double quote, the percent sign, and all that is not printable ASCII is percent-encoded. */
    public static String encoded(String value) {
        if (value.chars().allMatch(HeaderValue::isPlain)) {
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

    private static boolean isPlain(int c) {
        return c > ' ' && c < 0x7f && c != '"' && c != '%';
    }

    /** Older senders put values with spaces into double quotes; within them a backslash takes the next character as it is. */
    private static String unquoted(String value) {
        if (value.length() < 2 || value.charAt(0) != '"' || value.charAt(value.length() - 1) != '"') {
            return value;
        }
        return value.substring(1, value.length() - 1).replaceAll("\\\\(.)", "$1");
    }

    private static int octet(String attribute, String value, int at) {
        int high = at + 2 < value.length() ? Character.digit(value.charAt(at + 1), 16) : -1;
        int low = at + 2 < value.length() ? Character.digit(value.charAt(at + 2), 16) : -1;
        if (high < 0 || low < 0) {
            throw Refusal.Invalid.field(attribute, "has a percent sign without two hex digits behind it");
        }
        return high << 4 | low;
    }
}
