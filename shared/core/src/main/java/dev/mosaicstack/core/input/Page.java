package dev.mosaicstack.core.input;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.function.Function;

/**
 * One page of a list, newest first. The cursor is opaque to callers: it names the last id they saw, so that what is
 * added meanwhile neither repeats nor hides an item.
 */
public record Page<T>(List<T> items, String nextCursor) {

    /** Most items of one page. */
    public static final int MOST = 200;

    /** What the fields of lists are, for their {@link Field}. */
    public static final String LIMIT = "How many items at most; 50 where left out";

    public static final String CURSOR = "Goes on where a list ended: its nextCursor; from the newest where left out";
    public static final String NEXT = "The cursor of what is older; absent where nothing is";

    /** What a caller asked for: at most {@code limit} items older than {@code before}; null means from the newest. */
    public record Ask(int limit, String before) {

        /** @param limit 1 to 200, 50 by default */
        public static Ask of(Check check, Integer limit, String cursor) {
            int size = check.number("limit", limit, 1, MOST, 50);
            return new Ask(size, cursor == null ? null : decode(check, cursor));
        }

        private static String decode(Check check, String cursor) {
            try {
                String id = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.US_ASCII);
                return new Check().optionalId("cursor", id).equals(id) && id.length() == 36 ? id : bad(check);
            } catch (IllegalArgumentException e) {
                return bad(check);
            }
        }

        private static String bad(Check check) {
            check.problem("cursor", "is not one that a list returned");
            return null;
        }
    }

    /** From up to {@code limit + 1} rows: the extra one only says that there is a next page. */
    public static <T> Page<T> of(List<T> rows, Ask ask, Function<T, String> id) {
        if (rows.size() <= ask.limit()) {
            return new Page<>(rows, null);
        }
        List<T> items = List.copyOf(rows.subList(0, ask.limit()));
        byte[] last = id.apply(items.getLast()).getBytes(StandardCharsets.US_ASCII);
        return new Page<>(items, Base64.getUrlEncoder().withoutPadding().encodeToString(last));
    }

    public <R> Page<R> map(Function<T, R> present) {
        return new Page<>(items.stream().map(present).toList(), nextCursor);
    }
}
