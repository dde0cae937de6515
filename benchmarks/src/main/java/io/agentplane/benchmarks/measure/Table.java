package io.agentplane.benchmarks.measure;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;

/** A Markdown table, as docs/benchmarks.md wants it. */
public final class Table {

    private final int columns;
    private final List<String> lines = new ArrayList<>();

    public Table(String... headings) {
        columns = headings.length;
        lines.add(line(List.of(headings)));
        lines.add(Collections.nCopies(columns, "---").stream().collect(Collectors.joining("|", "|", "|")));
    }

    public Table row(String... cells) {
        if (cells.length != columns) {
            throw new IllegalArgumentException("%d cells for %d columns".formatted(cells.length, columns));
        }
        lines.add(line(List.of(cells)));
        return this;
    }

    private static String line(List<String> cells) {
        return cells.stream().collect(Collectors.joining(" | ", "| ", " |"));
    }

    @Override
    public String toString() {
        return String.join(System.lineSeparator(), lines);
    }
}
