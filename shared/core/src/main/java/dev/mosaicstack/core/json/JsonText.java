package dev.mosaicstack.core.json;

import dev.mosaicstack.core.error.Refusal;

/**
 * What a JSON parser lets through and a database, a header or another product's parser would not: bytes that are not
 * UTF-8 (RFC 3629; overlong forms and encoded surrogates included), NUL, raw or as an escape, and escaped surrogates
 * without their other half (RFC 8259, 8.2). One pass over the bytes, nothing is allocated.
 *
 * <p>It judges escapes wherever they stand, not the grammar: an unfinished escape or a string left open is for the
 * parser that follows. Since no NUL byte passes, that parser cannot take the bytes for UTF-16 or UTF-32 either.
 */
public final class JsonText {

    private final byte[] json;
    private int at;

    private JsonText(byte[] json) {
        this.json = json;
    }

    /** @throws Refusal.Invalid {@code MALFORMED_JSON} with the byte's offset, never with what stands there */
    public static void refuseBadStrings(byte[] json) {
        new JsonText(json).scan();
    }

    private void scan() {
        for (at = nextSpecial(0); at < json.length; at = nextSpecial(at)) {
            if (json[at] == 0) {
                throw bad("a NUL byte");
            } else if (json[at] < 0) {
                at += Utf8.sequenceLength(json, at);
            } else {
                skipEscape();
            }
        }
    }

    /** Most bytes are plain ASCII: this loop is what the time goes into. */
    private int nextSpecial(int from) {
        int i = from;
        while (i < json.length && json[i] > 0 && json[i] != '\\') {
            i++;
        }
        return i;
    }

    /** Leaves {@link #at} behind the escape, or behind the backslash and one byte where it is not a whole escape. */
    private void skipEscape() {
        int unit = unitAt(at);
        if (unit < 0) {
            at += nextIsAscii() ? 2 : 1;
            return;
        }
        if (unit == 0) {
            throw bad("an escaped NUL");
        }
        if (Character.isLowSurrogate((char) unit)) {
            throw bad("an escaped low surrogate without a high one before it");
        }
        if (Character.isHighSurrogate((char) unit)) {
            int next = unitAt(at + 6);
            if (next < 0 || !Character.isLowSurrogate((char) next)) {
                throw bad("an escaped high surrogate without a low one behind it");
            }
            at += 6;
        }
        at += 6;
    }

    /** The byte behind a backslash belongs to its escape, unless it is no ASCII: then it is still to be judged. */
    private boolean nextIsAscii() {
        return at + 1 < json.length && json[at + 1] > 0;
    }

    /** The UTF-16 unit that {@code \}{@code uXXXX} at this place stands for; -1 where there is no such escape. */
    private int unitAt(int start) {
        if (start + 6 > json.length || json[start] != '\\' || json[start + 1] != 'u') {
            return -1;
        }
        int unit = 0;
        for (int i = start + 2; i < start + 6; i++) {
            int digit = Character.digit(json[i], 16);
            if (digit < 0) {
                return -1;
            }
            unit = unit << 4 | digit;
        }
        return unit;
    }

    private Refusal.Invalid bad(String what) {
        return malformed("the JSON has " + what + " at byte " + at);
    }

    static Refusal.Invalid malformed(String detail) {
        return new Refusal.Invalid("MALFORMED_JSON", detail);
    }
}
