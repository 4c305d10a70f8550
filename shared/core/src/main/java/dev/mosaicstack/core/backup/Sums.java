package dev.mosaicstack.core.backup;

import java.util.List;

/**
 * What was counted while a source was dumped: a drill counts again what it restored.
 *
 * @param sha256 of the dump's bytes, lower-case hex
 * @param bytes of the dump
 * @param tables empty where there are none, by name
 */
public record Sums(String sha256, long bytes, List<Table> tables) {

    /** @param sum of the rows' contents, in whatever order they come; how it is made is the source kind's own */
    public record Table(String name, long rows, String sum) {}

    public Sums {
        tables = tables == null ? List.of() : List.copyOf(tables);
    }

    public long rows() {
        return tables.stream().mapToLong(Table::rows).sum();
    }
}
