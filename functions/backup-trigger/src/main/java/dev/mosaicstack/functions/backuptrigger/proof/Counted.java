package dev.mosaicstack.functions.backuptrigger.proof;

import dev.mosaicstack.core.backup.Fault;
import dev.mosaicstack.core.backup.Sums;
import dev.mosaicstack.functions.backuptrigger.tool.Failure;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What was counted in a restored database, against what was counted when it was dumped. */
final class Counted {

    /** So many differences are told. */
    private static final int TOLD = 3;

    private Counted() {}

    /**
     * @param taken null where it is not known
     * @return in words: how much was found, and whether it is what was dumped
     * @throws Failure {@code DRILL_MISMATCH} with the first tables that differ
     */
    static String compare(Sums taken, List<Sums.Table> found) throws Failure {
        String much = much(found);
        if (taken == null) {
            return much + "; what was counted when it was dumped is not known here, so nothing could be compared";
        }
        List<String> differences = differences(taken.tables(), found);
        if (!differences.isEmpty()) {
            int more = differences.size() - TOLD;
            throw new Failure(
                    Fault.DRILL_MISMATCH,
                    differences.stream().limit(TOLD).collect(Collectors.joining("; "))
                            + (more > 0 ? "; and " + more + " more" : ""));
        }
        return much + ", as dumped";
    }

    private static String much(List<Sums.Table> tables) {
        long rows = tables.stream().mapToLong(Sums.Table::rows).sum();
        return number(tables.size(), "table") + ", " + number(rows, "row");
    }

    private static String number(long count, String what) {
        return String.format(Locale.ROOT, "%,d %s%s", count, what, count == 1 ? "" : "s");
    }

    private static List<String> differences(List<Sums.Table> taken, List<Sums.Table> found) {
        Map<String, Sums.Table> before = byName(taken);
        Map<String, Sums.Table> now = byName(found);
        List<String> differences = new ArrayList<>();
        before.forEach((name, table) -> {
            if (!now.containsKey(name)) {
                differences.add("table " + name + " is missing");
            } else if (now.get(name).rows() != table.rows()) {
                differences.add("table " + name + " has " + number(now.get(name).rows(), "row") + " instead of "
                        + String.format(Locale.ROOT, "%,d", table.rows()));
            } else if (!now.get(name).sum().equals(table.sum())) {
                differences.add("table " + name + " has other contents in its " + number(table.rows(), "row"));
            }
        });
        now.keySet().stream()
                .filter(name -> !before.containsKey(name))
                .forEach(name -> differences.add("table " + name + " was not dumped"));
        return differences;
    }

    private static Map<String, Sums.Table> byName(List<Sums.Table> tables) {
        return tables.stream()
                .collect(Collectors.toMap(Sums.Table::name, Function.identity(), (one, other) -> one, TreeMap::new));
    }
}
