package dev.mosaicstack.core.json;

/** RFC 3629, section 4: the well-formed byte sequences, by their first two bytes. */
final class Utf8 {

    private Utf8() {}

    /**
     * Bytes of the non-ASCII sequence that starts here, 2 to 4.
     *
     * @throws dev.mosaicstack.core.error.Refusal.Invalid where no well-formed sequence starts here
     */
    static int sequenceLength(byte[] text, int at) {
        int first = text[at] & 0xFF;
        int length = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2;
        if (first < 0xC2 || first > 0xF4 || at + length > text.length || !secondFits(first, text[at + 1] & 0xFF)) {
            throw notUtf8(at);
        }
        for (int i = at + 2; i < at + length; i++) {
            if ((text[i] & 0xC0) != 0x80) {
                throw notUtf8(at);
            }
        }
        return length;
    }

    /** The second byte's range is narrower behind four first bytes: no overlong form, no surrogate, no U+110000. */
    private static boolean secondFits(int first, int second) {
        return switch (first) {
            case 0xE0 -> second >= 0xA0 && second <= 0xBF;
            case 0xED -> second >= 0x80 && second <= 0x9F;
            case 0xF0 -> second >= 0x90 && second <= 0xBF;
            case 0xF4 -> second >= 0x80 && second <= 0x8F;
            default -> second >= 0x80 && second <= 0xBF;
        };
    }

    private static RuntimeException notUtf8(int at) {
        return JsonText.malformed("the JSON is not UTF-8 at byte " + at);
    }
}
