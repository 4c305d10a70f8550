package dev.mosaicstack.crash;

import dev.mosaicstack.crash.ledger.Finding.Broken;
import dev.mosaicstack.crash.product.Product;
import java.util.List;

/** How much memory the product's processes took, sampled now and then; zero where nobody can tell. */
final class Memory {

    /** The heap is 384 MiB; what Java needs beside it is less than that again. */
    private static final long LIMIT = 768L << 20;

    private final Product product;
    private long first;
    private long peak;
    private long last;

    Memory(Product product) {
        this.product = product;
    }

    void sample() {
        product.memory().ifPresent(bytes -> {
            first = first == 0 ? bytes : first;
            peak = Math.max(peak, bytes);
            last = bytes;
        });
    }

    List<Broken> broken() {
        return peak > LIMIT ? List.of(new Broken("memory is bounded", toString())) : List.of();
    }

    @Override
    public String toString() {
        return "memory (RSS) %d MiB at the start, %d MiB at most, %d MiB at the end"
                .formatted(first >> 20, peak >> 20, last >> 20);
    }
}
