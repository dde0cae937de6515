package io.agentplane.platform.web;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.springframework.util.unit.DataSize;
import tools.jackson.databind.json.JsonMapper;

/** Ends pages by their size as well: a list of large items is never in memory as a whole. */
public final class Pages {

    private static final DataSize MAX_SIZE = DataSize.ofMegabytes(1);

    private final JsonMapper json;

    public Pages(JsonMapper json) {
        this.json = json;
    }

    /**
     * Reads one page off a list, at least one item, and no further than one item behind it. Closes the list.
     *
     * @param list bit by bit, with one item more than the limit where there are more
     * @param position what finds an item's place in the order again
     */
    public <T> Page<T> fill(Stream<T> list, int limit, Function<? super T, String> position) {
        try (list) {
            List<T> items = new ArrayList<>();
            long octets = 0;
            for (Iterator<T> rest = list.iterator(); rest.hasNext(); ) {
                T item = rest.next();
                octets += json.writeValueAsBytes(item).length;
                if (items.size() == limit || !items.isEmpty() && octets > MAX_SIZE.toBytes()) {
                    return new Page<>(items, Cursor.encode(position.apply(items.getLast())));
                }
                items.add(item);
            }
            return new Page<>(items, null);
        }
    }
}
