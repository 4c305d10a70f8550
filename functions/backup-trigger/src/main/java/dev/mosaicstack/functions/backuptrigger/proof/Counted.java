package dev.mosaicstack.functions.backuptrigger.proof;

import dev.mosaicstack.core.backup.Fault;
import dev.mosaicstack.core.backup.Sums;
import dev.mosaicstack.functions.backuptrigger.compare.Amounts;
import dev.mosaicstack.functions.backuptrigger.tool.Failure;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What was counted in what was restored.
 *
 * @param thing what a table is called: {@code table}, {@code database}
 * @param unit what a row is called: {@code row}, {@code key}
 */
record Counted(String thing, String unit, List<Sums.Table> tables) {

    /** So many differences are told. */
    private static final int TOLD = 3;

    /**
     * @param taken what was counted when it was dumped; null where that is not known
     * @return in words: how much was found, and whether it is what was dumped
     * @throws Failure {@code DRILL_MISMATCH} with the first tables that differ
     */
    String compare(Sums taken) throws Failure {
        if (taken == null) {
            return much() + "; what was counted when it was dumped is not known here, so nothing could be compared";
        }
        List<String> differences = differences(taken.tables());
        if (!differences.isEmpty()) {
            int more = differences.size() - TOLD;
            throw new Failure(
                    Fault.DRILL_MISMATCH,
                    differences.stream().limit(TOLD).collect(Collectors.joining("; "))
                            + (more > 0 ? "; and " + more + " more" : ""));
        }
        return much() + ", as dumped";
    }

    /** {@code 2 tables, 1,234 rows}. */
    String much() {
        long rows = tables.stream().mapToLong(Sums.Table::rows).sum();
        return many(tables.size(), thing) + ", " + many(rows, unit);
    }

    private List<String> differences(List<Sums.Table> taken) {
        Map<String, Sums.Table> before = byName(taken);
        Map<String, Sums.Table> now = byName(tables);
        List<String> differences = new ArrayList<>();
        before.forEach((name, was) -> {
            Sums.Table is = now.get(name);
            if (is == null) {
                differences.add(thing + " " + name + " is missing");
            } else if (is.rows() != was.rows()) {
                differences.add(
                        thing + " " + name + " has " + many(is.rows(), unit) + " instead of " + number(was.rows()));
            } else if (!is.sum().equals(was.sum())) {
                differences.add(thing + " " + name + " has other contents in its " + many(was.rows(), unit));
            }
        });
        now.keySet().stream()
                .filter(name -> !before.containsKey(name))
                .forEach(name -> differences.add(thing + " " + name + " was not dumped"));
        return differences;
    }

    private static Map<String, Sums.Table> byName(List<Sums.Table> tables) {
        return tables.stream()
                .collect(Collectors.toMap(Sums.Table::name, Function.identity(), (one, other) -> one, TreeMap::new));
    }

    /** {@code 1 row}, {@code 1,234 rows}. */
    static String many(long count, String what) {
        return Amounts.count(count, what, what + "s");
    }

    private static String number(long count) {
        return String.format(Locale.ROOT, "%,d", count);
    }
}
