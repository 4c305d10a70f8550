package dev.mosaicstack.core.cloudevent;

import dev.mosaicstack.core.error.Refusal;
import dev.mosaicstack.core.input.Check;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** What is wrong with the attributes of an event that somebody sent (CloudEvents 1.0.2, "Context Attributes"). */
public final class Attributes {

    /** Longest source and type, in UTF-16 units. */
    public static final int MAX_NAME = 255;

    /** Longest id, subject, schema and extension, in UTF-16 units. */
    public static final int MAX_VALUE = 500;

    /** Most extensions of one event. */
    public static final int MAX_EXTENSIONS = 32;

    private static final Set<String> OPTIONAL = Set.of("subject", "time", "dataschema", "datacontenttype");
    private static final Set<String> REQUIRED = Set.of("specversion", "id", "type", "source");
    private static final Pattern EXTENSION = Pattern.compile("[a-z0-9]{1,20}");
    private static final Pattern TIME =
            Pattern.compile("\\d{4}-\\d\\d-\\d\\d[Tt]\\d\\d:\\d\\d:\\d\\d(\\.\\d{1,9})?([Zz]|[+-]\\d\\d:\\d\\d)");

    private final Check check;
    private final Map<String, String> attributes;

    private Attributes(Check check, Map<String, String> attributes) {
        this.check = check;
        this.attributes = attributes;
    }

    public static boolean isExtension(String name) {
        return !OPTIONAL.contains(name) && !REQUIRED.contains(name);
    }

    /** @param idRequired whether the event must have an id of its own */
    public static void judge(Check check, Map<String, String> attributes, boolean idRequired) {
        var all = new Attributes(check, attributes);
        all.required(idRequired);
        all.optional();
        all.extensions();
    }

    private void required(boolean idRequired) {
        String version = attributes.get("specversion");
        if (version == null) {
            check.problem("specversion", "is required");
        } else if (!version.equals("1.0")) {
            check.problem("specversion", "is not 1.0");
        }
        text("type", MAX_NAME, true);
        text("source", MAX_NAME, true);
        text("id", MAX_VALUE, idRequired);
        if (attributes.get("source") != null && uri(attributes.get("source")) == null) {
            check.problem("source", "is not a URI reference");
        }
    }

    private void optional() {
        text("subject", MAX_VALUE, false);
        String schema = text("dataschema", MAX_VALUE, false);
        if (schema != null && (uri(schema) == null || !uri(schema).isAbsolute())) {
            check.problem("dataschema", "is not an absolute URI");
        }
        String time = text("time", MAX_VALUE, false);
        if (time != null && !isTime(time)) {
            check.problem("time", "is not a time as RFC 3339 has it");
        }
        String contentType = text("datacontenttype", MAX_NAME, false);
        if (contentType != null
                && (!MediaType.of(contentType).isJson()
                        || !MediaType.of(contentType).utf8())) {
            check.problem("datacontenttype", "is not JSON in UTF-8, and no other data is taken");
        }
    }

    private void extensions() {
        int count = 0;
        for (String name : attributes.keySet()) {
            if (isExtension(name)) {
                count++;
                if (!EXTENSION.matcher(name).matches()) {
                    check.problem(
                            shortened(name), "is not the name of an attribute (1 to 20 lower-case letters or digits)");
                } else {
                    plain(name, check.optionalText(name, attributes.get(name), MAX_VALUE));
                }
            }
        }
        if (count > MAX_EXTENSIONS) {
            check.problem("extensions", "are more than " + MAX_EXTENSIONS);
        }
    }

    private String text(String name, int max, boolean required) {
        String value = attributes.get(name);
        if (value == null) {
            return required ? check.text(name, null) : null;
        }
        if (value.isBlank()) {
            check.problem(name, "is empty");
        }
        return plain(name, check.optionalText(name, value, max));
    }

    /** "Type System", String: no control characters. */
    private String plain(String name, String value) {
        if (value.codePoints().anyMatch(Attributes::isForbidden)) {
            check.problem(name, "has a control character or half of a surrogate pair");
        }
        return value;
    }

    private static boolean isForbidden(int c) {
        return Character.isISOControl(c)
                || c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE
                || (c & 0xFFFE) == 0xFFFE
                || c >= 0xFDD0 && c <= 0xFDEF;
    }

    private static URI uri(String text) {
        try {
            return new URI(text);
        } catch (URISyntaxException e) {
            return null;
        }
    }

    private static boolean isTime(String text) {
        try {
            return TIME.matcher(text).matches() && OffsetDateTime.parse(text) != null;
        } catch (DateTimeException e) {
            return false;
        }
    }

    /** Names come from outside and go into an answer. */
    static String shortened(String name) {
        return name.length() > 100 ? name.substring(0, 100) + "..." : name;
    }

    /** @throws Refusal.Invalid {@code INVALID_FIELD}, naming every attribute that is wrong */
    public static void mustBeWhole(Map<String, String> attributes) {
        var check = new Check();
        judge(check, attributes, true);
        check.done();
    }
}
