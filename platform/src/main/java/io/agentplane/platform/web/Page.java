package io.agentplane.platform.web;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One page of a list. The last page has no {@code nextCursor}.
 *
 * @param items what was asked for, in a stable order
 * @param nextCursor opaque; send it as {@code cursor} to get the next page
 */
public record Page<T>(List<T> items, @Nullable String nextCursor) {

    public Page {
        items = List.copyOf(items);
    }

    /**
     * Cuts a page out of a list that was read with one item more than the limit.
     *
     * @param position what finds an item's place in the order again
     */
    public static <T> Page<T> cut(List<T> oneMore, int limit, Function<? super T, String> position) {
        if (oneMore.size() <= limit) {
            return new Page<>(oneMore, null);
        }
        List<T> items = oneMore.subList(0, limit);
        return new Page<>(items, Cursor.encode(position.apply(items.getLast())));
    }
}
