package io.agentplane.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The Markdown tables that a program has printed, by the heading of their first column. */
record Printed(Map<String, Rows> tables) {

    private static final Pattern NUMBER = Pattern.compile("[\\d,]*\\d(\\.\\d+)?");

    static Printed of(String text) {
        Map<String, Rows> tables = new LinkedHashMap<>();
        List<List<String>> lines = new ArrayList<>();
        for (String line : Stream.concat(text.lines(), Stream.of("")).toList()) {
            boolean underlined = line.startsWith("|---");
            if (underlined && lines.size() > 1) {
                // The table before ended with no line between the two.
                List<String> headings = lines.removeLast();
                add(tables, lines);
                lines = new ArrayList<>(List.of(headings));
            }
            if (line.startsWith("| ")) {
                lines.add(cells(line));
            } else if (!underlined && !lines.isEmpty()) {
                add(tables, lines);
                lines = new ArrayList<>();
            }
        }
        return new Printed(tables);
    }

    private static void add(Map<String, Rows> tables, List<List<String>> lines) {
        List<String> headings = lines.getFirst();
        tables.put(headings.getFirst(), new Rows(headings, List.copyOf(lines.subList(1, lines.size()))));
    }

    private static List<String> cells(String line) {
        return Stream.of(line.substring(2, line.lastIndexOf('|')).split(" \\| ", -1))
                .map(String::strip)
                .toList();
    }

    Rows table(String heading) {
        assertThat(tables).containsKey(heading);
        return tables.get(heading);
    }

    /** A table's lines but the first. */
    record Rows(List<String> headings, List<List<String>> cells) {

        Rows named(String... names) {
            assertThat(cells).extracting(List::getFirst).containsExactly(names);
            return this;
        }

        /** Each cell starts with a figure above zero, all of what was sent has arrived, and no call has failed. */
        void arePlausible() {
            assertThat(cells).isNotEmpty();
            for (List<String> row : cells) {
                assertThat(row).hasSameSizeAs(headings);
                for (int column = 1; column < headings.size(); column++) {
                    check(headings.get(column), row.get(column), row);
                }
            }
        }

        private static void check(String heading, String cell, List<String> row) {
            if (heading.equals("failed")) {
                assertThat(cell).as("failed in %s", row).isEmpty();
                return;
            }
            List<Double> numbers = NUMBER.matcher(cell)
                    .results()
                    .map(number -> Double.parseDouble(number.group().replace(",", "")))
                    .toList();
            assertThat(numbers).as("%s in %s", heading, row).isNotEmpty();
            // A process's time is known to a hundredth of a second only.
            double least = heading.startsWith("processor time") ? 0 : Double.MIN_VALUE;
            assertThat(numbers).as("%s in %s", heading, row).allMatch(number -> number >= least);
            if (cell.contains(" of ")) {
                assertThat(numbers.getFirst()).as("%s in %s", heading, row).isEqualTo(numbers.getLast());
            }
        }
    }
}
