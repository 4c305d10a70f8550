package dev.mosaicstack.core.subscription;

/** Text in which {@code *} stands for any characters, none and dots included. */
public record Glob(String pattern) {

    public boolean matches(String text) {
        int at = 0;
        int of = 0;
        int star = -1;
        int retry = 0;
        while (at < text.length()) {
            if (of < pattern.length() && pattern.charAt(of) == '*') {
                star = of++;
                retry = at;
            } else if (of < pattern.length() && pattern.charAt(of) == text.charAt(at)) {
                of++;
                at++;
            } else if (star >= 0) {
                // The last star takes one character more: what stood before it never has to be looked at again.
                of = star + 1;
                at = ++retry;
            } else {
                return false;
            }
        }
        while (of < pattern.length() && pattern.charAt(of) == '*') {
            of++;
        }
        return of == pattern.length();
    }
}
