package dev.mosaicstack.core.id;

import dev.mosaicstack.core.json.Json;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.HexFormat;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/**
 * UUID version 7 (RFC 9562, 5.7): ids of one process rise strictly, so that their order is the order in which things
 * were made; the last 62 bits are random, so that an id cannot be guessed.
 */
@Singleton
public final class Ids {

    private static final int COUNTER_BITS = 12;

    private final Clock clock;
    private final SecureRandom random = new SecureRandom();
    private final AtomicLong last = new AtomicLong();

    public Ids(Clock clock) {
        this.clock = clock;
    }

    /** Smaller than every id made at that time or later, greater than every earlier one. */
    public static String floor(Instant time) {
        return new UUID(time.toEpochMilli() << 16 | 0x7000, 0x8000_0000_0000_0000L).toString();
    }

    /**
     * The same for the same, whoever asks and whenever: UUID version 8 (RFC 9562, 5.8) of the SHA-256 of both.
     *
     * @param source without U+0000, as is {@code id}
     */
    public static String derived(String source, String id) {
        String hash = Json.sha256((source + '\0' + id).getBytes(StandardCharsets.UTF_8));
        long high = HexFormat.fromHexDigitsToLong(hash, 0, 16) & 0xFFFF_FFFF_FFFF_0FFFL | 0x8000;
        long low = HexFormat.fromHexDigitsToLong(hash, 16, 32) & 0x3FFF_FFFF_FFFF_FFFFL | 0x8000_0000_0000_0000L;
        return new UUID(high, low).toString();
    }

    public String next() {
        long now = clock.millis() << COUNTER_BITS;
        long tick = last.updateAndGet(previous -> Math.max(previous + 1, now));
        long millis = tick >>> COUNTER_BITS;
        long counter = tick & ((1 << COUNTER_BITS) - 1);
        long high = millis << 16 | 0x7000 | counter;
        long low = random.nextLong() & 0x3FFF_FFFF_FFFF_FFFFL | 0x8000_0000_0000_0000L;
        return new UUID(high, low).toString();
    }
}
