package dev.mosaicstack.core.task;

import dev.mosaicstack.core.error.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Several items in one transaction, each with a result of its own. */
public final class Batch {

    /** Most items of one call. */
    public static final int MAX = 100;

    public sealed interface Item<T> {
        record Done<T>(T value) implements Item<T> {}

        record Refused<T>(Refusal refusal) implements Item<T> {}
    }

    private Batch() {}

    /** @param work MUST refuse before it writes anything: what it wrote for a refused item would stay */
    public static <I, T> List<Item<T>> each(List<I> inputs, Function<I, T> work) {
        List<Item<T>> items = new ArrayList<>();
        for (I input : inputs) {
            try {
                items.add(new Item.Done<>(work.apply(input)));
            } catch (Refusal refusal) {
                items.add(new Item.Refused<>(refusal));
            }
        }
        return items;
    }
}
