package io.agentplane.policy.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Policies filed under prefixes; finds those whose prefix a string starts with. */
final class PrefixIndex {

    private final TreeMap<String, List<CompiledPolicy>> policies = new TreeMap<>();

    void file(String prefix, CompiledPolicy policy) {
        policies.computeIfAbsent(prefix, _ -> new ArrayList<>()).add(policy);
    }

    /**
     * Gives the lists found, longest prefix first. Whatever sorts between a string's prefix and the string starts with
     * that prefix too; so the nearest entry before the string tells how long the longest prefix can still be.
     */
    void collect(String string, Consumer<List<CompiledPolicy>> found) {
        int length = string.length();
        Map.Entry<String, List<CompiledPolicy>> nearest = policies.floorEntry(string);
        while (nearest != null && length > 0) {
            int shared = sharedLength(nearest.getKey(), string);
            if (shared == nearest.getKey().length()) {
                found.accept(nearest.getValue());
                shared--;
            }
            length = shared;
            nearest = policies.floorEntry(string.substring(0, length));
        }
    }

    private static int sharedLength(String one, String other) {
        int end = Math.min(one.length(), other.length());
        int length = 0;
        while (length < end && one.charAt(length) == other.charAt(length)) {
            length++;
        }
        return length;
    }
}
