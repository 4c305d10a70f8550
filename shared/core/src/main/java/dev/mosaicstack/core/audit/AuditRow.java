package dev.mosaicstack.core.audit;

import dev.mosaicstack.core.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/**
 * One link of the audit's chain.
 *
 * @param sequence 1, 2, 3 and so on without a gap
 * @param previous hash of the row before; {@link #BEGINNING} for the first
 * @param hash SHA-256, lower-case hex, of {@link #canonical}
 */
public record AuditRow(long sequence, String previous, Entry entry, String hash) {

    /** What the first row of all is chained to. */
    public static final String BEGINNING = "0".repeat(64);

    private static final String VERSION = "mosaic-audit-1";

    /** The row that follows, with its hash. */
    public static AuditRow following(long sequence, String previous, Entry entry) {
        return new AuditRow(sequence + 1, previous, entry, hash(canonical(sequence + 1, previous, entry)));
    }

    /** What a list continues after: the sequence in the form of an id. */
    String listId() {
        return new UUID(0x7000, Long.MIN_VALUE | sequence).toString();
    }

    /** The sequence of a {@link #listId}; some number for another id. */
    public static long sequenceOf(String listId) {
        return UUID.fromString(listId).getLeastSignificantBits() & Long.MAX_VALUE;
    }

    /** False where anything of it is not as it was written. */
    boolean intact() {
        return hash.equals(hash(canonical(sequence, previous, entry)));
    }

    /**
     * What is hashed, so that others can check it too: the fields below in this order, each as its length in bytes of
     * UTF-8, a colon, the text and a comma; one that is not there as {@code -,}. The time is milliseconds since 1970.
     */
    static String canonical(long sequence, String previous, Entry entry) {
        var out = new StringBuilder(600);
        add(out, VERSION);
        add(out, Long.toString(sequence));
        add(out, previous);
        add(out, entry.eventId());
        add(out, Long.toString(entry.position()));
        add(out, entry.type());
        add(out, entry.source());
        add(out, entry.subject());
        add(out, Long.toString(entry.time().toEpochMilli()));
        add(out, entry.sessionId());
        add(out, entry.actor());
        add(out, entry.requestId());
        add(out, entry.replayOf());
        add(out, entry.dataHash());
        add(out, entry.attributesHash());
        return out.toString();
    }

    private static void add(StringBuilder out, String text) {
        if (text == null) {
            out.append("-,");
        } else {
            int bytes = text.getBytes(StandardCharsets.UTF_8).length;
            out.append(bytes).append(':').append(text).append(',');
        }
    }

    private static String hash(String canonical) {
        return Json.sha256(canonical.getBytes(StandardCharsets.UTF_8));
    }
}
