package io.agentplane.registry.health;

import java.util.ArrayList;
import java.util.List;

/** Cuts a long list into lists of a length that one transaction can bear. */
final class Chunks {

    private Chunks() {}

    static <T> List<List<T>> of(List<T> all, int length) {
        List<List<T>> chunks = new ArrayList<>();
        for (int from = 0; from < all.size(); from += length) {
            chunks.add(all.subList(from, Math.min(from + length, all.size())));
        }
        return chunks;
    }
}
