package dev.mosaicstack.store;

final class Text {

    private static final char REPLACEMENT = '\uFFFD';

    private Text() {}

    /** The text with U+FFFD for every U+0000 and every half of a surrogate pair; nearly always the text itself. */
    static String storable(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == 0 || Character.isSurrogate(c)) {
                return replaced(text);
            }
        }
        return text;
    }

    private static String replaced(String text) {
        var out = new StringBuilder(text.length());
        text.codePoints()
                .forEach(c -> out.appendCodePoint(
                        c == 0 || c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE ? REPLACEMENT : c));
        return out.toString();
    }
}
