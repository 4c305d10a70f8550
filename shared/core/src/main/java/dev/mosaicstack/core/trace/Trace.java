package dev.mosaicstack.core.trace;

import java.util.Map;
import java.util.regex.Pattern;

/**
 * Which trace something belongs to (W3C Trace Context). On events it is the CloudEvents extension "Distributed Tracing": the trace of
 * what caused the event.
 *
 * @param parent as version 00 writes it: trace, span, flags
 * @param state what tracing systems pass on to each other; null for none
 */
public record Trace(String parent, String state) {

    /** Of the HTTP header, and of the attribute of an event. */
    public static final String PARENT = "traceparent";

    public static final String STATE = "tracestate";

    /** As long as an attribute of an event may be. */
    static final int LONGEST_STATE = 500;

    private static final int LENGTH = 55;
    private static final Pattern FORM = Pattern.compile(
            "(?!ff)[0-9a-f]{2}-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}(-.*)?", Pattern.DOTALL);
    private static final Pattern STATE_FORM = Pattern.compile("[\\x20-\\x7e\\t]+");

    /**
     * What somebody sent. It is passed on or it is not; nobody is refused for it.
     *
     * @param traceparent null for none
     * @param tracestate null for none; what is beyond {@value #LONGEST_STATE} characters is left out, whole entries from its end
     * @return null where there is none that is well-formed ("Trace Context", 3.2.2 and 4.3)
     */
    public static Trace of(String traceparent, String tracestate) {
        if (traceparent == null || !FORM.matcher(traceparent).matches()) {
            return null;
        }
        if (traceparent.startsWith("00") && traceparent.length() != LENGTH) {
            return null;
        }
        // Of a version to come, what is known of it.
        String parent = "00" + traceparent.substring(2, LENGTH);
        return new Trace(parent, state(tracestate));
    }

    private static String state(String sent) {
        String text = sent == null ? "" : sent.strip();
        if (!STATE_FORM.matcher(text).matches()) {
            return null;
        }
        while (text.length() > LONGEST_STATE) {
            int lastEntry = text.lastIndexOf(',');
            if (lastEntry < 0) {
                return null;
            }
            text = text.substring(0, lastEntry);
        }
        return text.strip();
    }

    /** 32 lower-case hexadecimal digits. */
    public String traceId() {
        return parent.substring(3, 35);
    }

    /** 16 lower-case hexadecimal digits: what caused this. */
    public String spanId() {
        return parent.substring(36, 52);
    }

    /** Whether who began it wants to have its spans. */
    public boolean sampled() {
        return (Integer.parseInt(parent.substring(53), 16) & 1) == 1;
    }

    /** A new one, sampled. */
    public static Trace begin(String traceId, String spanId) {
        return new Trace("00-" + traceId + "-" + spanId + "-01", null);
    }

    /** The same trace, for what that span causes. */
    public Trace child(String spanId) {
        return new Trace(parent.substring(0, 36) + spanId + parent.substring(52), state);
    }

    /** The same as headers or attributes. */
    public Map<String, String> fields() {
        return state == null ? Map.of(PARENT, parent) : Map.of(PARENT, parent, STATE, state);
    }
}
