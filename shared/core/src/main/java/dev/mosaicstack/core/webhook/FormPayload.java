package dev.mosaicstack.core.webhook;

import dev.mosaicstack.core.error.Refusal;
import java.util.Arrays;

/**
 * The {@code payload} field of a form body, decoded byte by byte: what the forge signed is this field's bytes, so they
 * never pass through a String. Other fields are left alone, but the whole form must be well-formed.
 */
final class FormPayload {

    private static final byte[] FIELD = {'p', 'a', 'y', 'l', 'o', 'a', 'd'};

    private FormPayload() {}

    /** @throws Refusal.Invalid {@code MALFORMED_JSON}: no payload field, more than one, or bad percent-encoding */
    static byte[] of(byte[] form) {
        byte[] payload = null;
        for (int from = 0; from <= form.length; ) {
            int end = indexOf(form, '&', from, form.length);
            int equals = indexOf(form, '=', from, end);
            byte[] name = decode(form, from, equals);
            byte[] value = decode(form, Math.min(equals + 1, end), end);
            if (Arrays.equals(name, FIELD)) {
                if (payload != null) {
                    throw malformed("the form has more than one payload field");
                }
                payload = value;
            }
            from = end + 1;
        }
        if (payload == null) {
            throw malformed("the form has no payload field");
        }
        return payload;
    }

    private static int indexOf(byte[] bytes, char wanted, int from, int end) {
        int at = from;
        while (at < end && bytes[at] != wanted) {
            at++;
        }
        return at;
    }

    private static byte[] decode(byte[] form, int from, int end) {
        byte[] out = new byte[Math.max(0, end - from)];
        int length = 0;
        for (int at = from; at < end; at++) {
            byte b = form[at];
            if (b == '%') {
                b = hexPair(form, at, end);
                at += 2;
            } else if (b == '+') {
                b = ' ';
            }
            out[length++] = b;
        }
        return Arrays.copyOf(out, length);
    }

    private static byte hexPair(byte[] form, int at, int end) {
        int high = at + 2 < end ? Character.digit(form[at + 1], 16) : -1;
        int low = at + 2 < end ? Character.digit(form[at + 2], 16) : -1;
        if (high < 0 || low < 0) {
            throw malformed("the form has bad percent-encoding at byte " + at);
        }
        return (byte) (high << 4 | low);
    }

    private static Refusal malformed(String detail) {
        return new Refusal.Invalid("MALFORMED_JSON", detail);
    }
}
