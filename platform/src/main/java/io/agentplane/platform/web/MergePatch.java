package io.agentplane.platform.web;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** JSON Merge Patch, RFC 7396, for objects: a null removes a member, an object is merged, all else replaces. */
public final class MergePatch {

    public static final String MEDIA_TYPE = "application/merge-patch+json";

    private MergePatch() {}

    public static Map<String, Object> apply(Map<String, Object> target, Map<String, @Nullable Object> patch) {
        Map<String, Object> result = new LinkedHashMap<>(target);
        patch.forEach((member, value) -> {
            if (value == null) {
                result.remove(member);
            } else if (value instanceof Map<?, ?> inner) {
                result.put(member, apply(asObject(result.get(member)), asPatch(inner)));
            } else {
                result.put(member, value);
            }
        });
        return Collections.unmodifiableMap(result);
    }

    /** Anything but an object counts as an empty one. */
    @SuppressWarnings("unchecked")
    private static Map<String, Object> asObject(@Nullable Object value) {
        return value instanceof Map<?, ?> object ? (Map<String, Object>) object : Map.of();
    }

    @SuppressWarnings("unchecked")
    private static Map<String, @Nullable Object> asPatch(Map<?, ?> object) {
        return (Map<String, @Nullable Object>) object;
    }
}
