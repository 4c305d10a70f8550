package dev.mosaicstack.functions.mcpserver.stateless;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.function.Function;

/** Pages of a list that is sorted by a key. A cursor names the last key seen, so it holds where the list changes. */
final class Pages {

    /** More than is offered now: clients that read one page alone see all. */
    static final int SIZE = 200;

    private static final String FORM = "after:";

    private Pages() {}

    /** @param next null where this is the last */
    record Page<T>(List<T> items, String next) {}

    static <T> Page<T> first(List<T> sorted, Function<T, String> key) {
        return page(sorted, key);
    }

    /** @throws RpcError where it is no cursor of ours */
    static <T> Page<T> after(String cursor, List<T> sorted, Function<T, String> key) {
        String last = read(cursor);
        return page(
                sorted.stream()
                        .filter(item -> key.apply(item).compareTo(last) > 0)
                        .toList(),
                key);
    }

    private static <T> Page<T> page(List<T> rest, Function<T, String> key) {
        if (rest.size() <= SIZE) {
            return new Page<>(rest, null);
        }
        byte[] next = (FORM + key.apply(rest.get(SIZE - 1))).getBytes(StandardCharsets.UTF_8);
        return new Page<>(
                rest.subList(0, SIZE), Base64.getUrlEncoder().withoutPadding().encodeToString(next));
    }

    private static String read(String cursor) {
        try {
            String read = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
            if (read.startsWith(FORM)) {
                return read.substring(FORM.length());
            }
        } catch (IllegalArgumentException e) {
            // Said below.
        }
        throw RpcError.invalidParams("the cursor is none that was given: begin without one");
    }
}
