package dev.mosaicstack.core.notify;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Text that others wrote, made fit for a message: one line, not too long, and without what looks like a secret. */
public final class Plain {

    private static final Pattern URL_USER = Pattern.compile("(?i)\\b([a-z][a-z0-9+.-]*://)[^\\s/@]+@");

    private static final Pattern NAMED_SECRET =
            Pattern.compile("(?i)\\b([a-z_-]*(?:token|secret|passw(?:or)?d|api[_-]?key))(\\s*[=:]\\s*)\\S+");

    private static final Pattern CREDENTIALS =
            Pattern.compile("(?i)\\b(authorization\\s*[:=]\\s*\\w+|bearer)\\s+[a-z0-9._~+/=-]{12,}");

    /** Our own tokens and signing secrets, and the well known ones of forges and Slack. */
    private static final Pattern KNOWN_SECRET =
            Pattern.compile("\\b(?:mosaic_|whsec_|gh[pousr]_|github_pat_|glpat-|xox[abprs]-)[A-Za-z0-9_+/=-]{8,}");

    private Plain() {}

    /** At most {@code max} characters; control characters and line ends are spaces. */
    public static String line(String text, int max) {
        // What is cut away need not be looked at; what is cut in the middle of a secret still looks like one.
        String near = text.length() > 4 * max ? text.substring(0, 4 * max) : text;
        String one = near.replaceAll("[\\s\\p{Cntrl}\\p{Cf}]+", " ").strip();
        return cut(hidden(one), max);
    }

    private static String hidden(String text) {
        String out = URL_USER.matcher(text).replaceAll("$1***@");
        out = NAMED_SECRET.matcher(out).replaceAll("$1$2***");
        out = CREDENTIALS.matcher(out).replaceAll("$1 ***");
        return KNOWN_SECRET.matcher(out).replaceAll(Matcher.quoteReplacement("***"));
    }

    /** At most {@code max} characters, the last of them an ellipsis where it was longer. */
    public static String cut(String text, int max) {
        return text.length() <= max ? text : beginning(text, max - 1) + "…";
    }

    /** The first {@code length} characters; one less where that would be between the halves of a surrogate pair. */
    public static String beginning(String text, int length) {
        return text.substring(0, Character.isHighSurrogate(text.charAt(length - 1)) ? length - 1 : length);
    }
}
