package dev.mosaicstack.functions.allinone;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** Rows below a head, each column as wide as its widest cell. */
public final class Table {

    private record Row(UnaryOperator<String> paint, List<String> cells) {}

    private final List<Row> rows = new ArrayList<>();

    public Table(UnaryOperator<String> paint, String... head) {
        rows.add(new Row(paint, List.of(head)));
    }

    /** @param paint of the whole row */
    public void row(UnaryOperator<String> paint, List<String> cells) {
        rows.add(new Row(paint, cells));
    }

    public void print(PrintStream out) {
        int columns = rows.getFirst().cells().size();
        int[] widths = new int[columns];
        for (Row row : rows) {
            for (int i = 0; i < columns; i++) {
                widths[i] = Math.max(widths[i], row.cells().get(i).length());
            }
        }
        rows.forEach(row -> out.println(row.paint().apply(line(row.cells(), widths))));
    }

    private static String line(List<String> cells, int[] widths) {
        var line = new StringBuilder();
        for (int i = 0; i < cells.size(); i++) {
            line.append(cells.get(i)).append(" ".repeat(widths[i] - cells.get(i).length() + 2));
        }
        return line.toString().stripTrailing();
    }
}
