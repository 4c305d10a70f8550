package dev.mosaicstack.functions.allinone.backup;

import dev.mosaicstack.functions.backuptrigger.compare.Amounts;
import java.time.Duration;
import java.util.Locale;

/** Numbers as people read them. */
final class Words {

    private Words() {}

    /** {@code 512 B}, {@code 1.5 GiB}. */
    static String bytes(long count) {
        return count < 1024 ? count + " B" : Amounts.bytes(count);
    }

    /** {@code 2.3 s}, {@code 4:05} or {@code 1:04:05}. */
    static String took(Duration time) {
        return time.toSeconds() < 60
                ? String.format(Locale.ROOT, "%.1f s", time.toMillis() / 1000.0)
                : clock(time.toSeconds());
    }

    /** {@code 0:05}, {@code 1:04:05}. */
    static String clock(long seconds) {
        return seconds < 3600
                ? String.format(Locale.ROOT, "%d:%02d", seconds / 60, seconds % 60)
                : String.format(Locale.ROOT, "%d:%02d:%02d", seconds / 3600, seconds / 60 % 60, seconds % 60);
    }

    /** The largest unit only: {@code 12 s}, {@code 5 min}, {@code 7 h}, {@code 12 d}. */
    static String roughly(Duration time) {
        if (time.toMinutes() < 1) {
            return Math.max(0, time.toSeconds()) + " s";
        }
        if (time.toHours() < 1) {
            return time.toMinutes() + " min";
        }
        return time.toHours() < 48 ? time.toHours() + " h" : time.toDays() + " d";
    }
}
