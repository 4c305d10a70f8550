package dev.mosaicstack.bench.report;

import java.util.ArrayList;
import java.util.List;

/** A Markdown table: what was measured, each figure beside its reference. */
public final class Table {

    /** One row. @param goal null where there is none */
    private record Row(List<String> cells, Goal goal) {}

    private final String title;
    private final List<String> columns;
    private final List<Row> rows = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();

    /** @param columns the first few; goal and verdict follow */
    public Table(String title, String... columns) {
        this.title = title;
        this.columns = List.of(columns);
    }

    public Table row(Goal goal, String... cells) {
        if (cells.length != columns.size()) {
            throw new IllegalArgumentException(cells.length + " cells in " + columns.size() + " columns");
        }
        rows.add(new Row(List.of(cells), goal));
        return this;
    }

    /** A row that has no goal. */
    public Table row(String... cells) {
        return row(null, cells);
    }

    /** A sentence below the table. */
    public Table note(String sentence) {
        notes.add(sentence);
        return this;
    }

    public String markdown() {
        var text = new StringBuilder("### ").append(title).append("\n\n");
        line(text, columns, "goal", "");
        text.append("|---".repeat(columns.size() + 2)).append("|\n");
        for (Row row : rows) {
            line(
                    text,
                    row.cells(),
                    row.goal() == null ? "" : row.goal().text(),
                    row.goal() == null ? "" : row.goal().verdict());
        }
        notes.forEach(note -> text.append('\n').append(note).append('\n'));
        return text.append('\n').toString();
    }

    private static void line(StringBuilder text, List<String> cells, String goal, String verdict) {
        cells.forEach(cell -> text.append("| ").append(cell).append(' '));
        text.append("| ").append(goal).append(" | ").append(verdict).append(" |\n");
    }
}
