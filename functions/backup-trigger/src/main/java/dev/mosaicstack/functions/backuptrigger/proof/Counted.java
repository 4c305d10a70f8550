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

/** What was counted in a restored dump. */
record Counted(List<Sums.Table> tables) {

    private static final int NAMED = 5;

    /**
     * @param taken when it was dumped; null where that is not known
     * @throws Failure {@code DRILL_MISMATCH}; names what differs
     */
    void mustBe(Sums taken) throws Failure {
        if (taken == null) {
            return;
        }
        Map<String, Sums.Table> missing = taken.tables().stream()
                .collect(Collectors.toMap(Sums.Table::name, Function.identity(), (a, b) -> b, TreeMap::new));
        List<String> wrong = new ArrayList<>();
        for (Sums.Table table : tables) {
            Sums.Table was = missing.remove(table.name());
            if (!table.equals(was)) {
                wrong.add(difference(table, was));
            }
        }
        missing.keySet().forEach(name -> wrong.add(name + " is not there"));
        if (!wrong.isEmpty()) {
            String more = wrong.size() > NAMED ? "; and " + (wrong.size() - NAMED) + " more" : "";
            throw new Failure(
                    Fault.DRILL_MISMATCH,
                    "what was restored is not what was dumped: "
                            + String.join("; ", wrong.subList(0, Math.min(NAMED, wrong.size()))) + more);
        }
    }

    private static String difference(Sums.Table now, Sums.Table was) {
        if (was == null) {
            return now.name() + " was not there";
        }
        return now.rows() == was.rows()
                ? now.name() + " has other contents"
                : "%s has %s, not %s".formatted(now.name(), number(now.rows()), number(was.rows()));
    }

    /** {@code 2 tables, 1,234 rows, as dumped}. */
    String words(String table, String row, Sums taken) {
        long rows = tables.stream().mapToLong(Sums.Table::rows).sum();
        return many(tables.size(), table) + ", " + many(rows, row) + (taken == null ? "" : ", as dumped");
    }

    static String many(long count, String what) {
        return number(count) + " " + what + (count == 1 ? "" : "s");
    }

    private static String number(long count) {
        return String.format(Locale.ROOT, "%,d", count);
    }
}
