package io.agentplane.policy.engine;

import io.agentplane.policy.engine.Condition.Below;
import io.agentplane.policy.engine.Condition.Exceeds;
import io.agentplane.policy.engine.Condition.LikeOneOf;
import io.agentplane.policy.engine.Condition.OneOf;
import io.agentplane.policy.engine.Condition.Prefix;
import io.agentplane.policy.engine.Condition.Test;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads one policy's conditions, whose form {@link Policy} describes, and refuses what can't be meant or is too large.
 * An object is taken apart into one condition per value in it, so that each can be indexed. Conditions come in the order of
 * their keys, so that two who know the same policy look at the same and explain alike, in whatever order they came to know it.
 */
final class ConditionParser {

    static final int MAX_CONDITIONS = 64;
    static final int MAX_DEPTH = 8;
    static final int MAX_LIST_SIZE = 256;
    static final int MAX_STRING_LENGTH = 1024;

    private static final int QUOTED_KEY_LENGTH = 64;

    private final Policy policy;
    private final List<Condition> conditions = new ArrayList<>();

    private ConditionParser(Policy policy) {
        this.policy = policy;
    }

    static List<Condition> parse(Policy policy) {
        var parser = new ConditionParser(policy);
        new TreeMap<>(policy.conditions()).forEach(parser::add);
        return List.copyOf(parser.conditions);
    }

    private void add(String key, @Nullable Object expected) {
        requireShort(key, key);
        if (key.endsWith("_exceeds")) {
            add(key, path(key, "_exceeds"), new Exceeds(number(key, expected)));
        } else if (key.endsWith("_below")) {
            add(key, path(key, "_below"), new Below(number(key, expected)));
        } else if (key.endsWith("_prefix")) {
            AttributePath path = path(key, "_prefix");
            add(key, path, new Prefix((String) canonical(path, prefix(key, expected))));
        } else if (key.endsWith("_in")) {
            AttributePath path = path(key, "_in");
            add(key, path, equality(path, members(key, expected)));
        } else {
            addContained(key, path(key, ""), expected);
        }
    }

    private void addContained(String key, AttributePath path, @Nullable Object expected) {
        switch (expected) {
            case Map<?, ?> object -> {
                if (object.isEmpty()) {
                    throw invalid(key, "an empty object asks for nothing");
                }
                Map<String, @Nullable Object> byName = new TreeMap<>();
                object.forEach((name, value) -> byName.put(String.valueOf(name), value));
                byName.forEach((name, value) -> {
                    String deeperKey = key + "." + name;
                    requireShort(deeperKey, deeperKey);
                    addContained(deeperKey, requireShallow(deeperKey, path.then(name)), value);
                });
            }
            case Collection<?> list -> add(key, path, equality(path, members(key, list)));
            case null, default -> add(key, path, equality(path, Set.of(scalar(key, expected))));
        }
    }

    private void add(String key, AttributePath path, Test test) {
        if (conditions.size() == MAX_CONDITIONS) {
            throw invalid(key, "a policy has at most %d conditions".formatted(MAX_CONDITIONS));
        }
        if (path.isNoValue()) {
            throw invalid(key, "there is no such attribute");
        }
        if (path.isText() && !asksForText(test)) {
            throw invalid(key, "this attribute is always a string");
        }
        conditions.add(new Condition(key, path, test));
    }

    private static boolean asksForText(Test test) {
        return switch (test) {
            case Exceeds _, Below _ -> false;
            case Prefix _, LikeOneOf _ -> true;
            case OneOf(Set<Object> values) -> values.stream().allMatch(String.class::isInstance);
        };
    }

    /** As requests have it: ids in their one spelling, roles in capitals. */
    private static Object canonical(AttributePath path, Object value) {
        if (value instanceof String text && path.isAgentId()) {
            return CanonicalId.of(text);
        }
        if (value instanceof String text && path.isAgentRole()) {
            return text.toUpperCase(Locale.ROOT);
        }
        return value instanceof String text && path.isResource() ? CanonicalId.inPath(text) : value;
    }

    private static Test equality(AttributePath path, Set<Object> given) {
        Set<Object> values =
                given.stream().map(value -> canonical(path, value)).collect(Collectors.toUnmodifiableSet());
        boolean like = path.isResource()
                && values.stream().anyMatch(value -> value instanceof String string && Wildcard.isIn(string));
        return like
                ? new LikeOneOf(values.stream()
                        .map(String::valueOf)
                        .map(Wildcard::parse)
                        .toList())
                : new OneOf(values);
    }

    private AttributePath path(String key, String ending) {
        var path = AttributePath.parse(key.substring(0, key.length() - ending.length()));
        if (path.names().contains("")) {
            throw invalid(key, "there is no attribute without a name");
        }
        return requireShallow(key, path);
    }

    private AttributePath requireShallow(String key, AttributePath path) {
        if (path.names().size() > MAX_DEPTH) {
            throw invalid(key, "attributes are at most %d objects deep".formatted(MAX_DEPTH));
        }
        return path;
    }

    private Number number(String key, @Nullable Object expected) {
        if (expected instanceof Number number) {
            Number canonical = Scalar.number(number);
            if (canonical != null) {
                return canonical;
            }
        }
        throw invalid(key, "compares with a number");
    }

    private String prefix(String key, @Nullable Object expected) {
        if (expected instanceof String prefix && !prefix.isEmpty()) {
            requireShort(key, prefix);
            return prefix;
        }
        throw invalid(key, "compares with a string that isn't empty");
    }

    private Set<Object> members(String key, @Nullable Object expected) {
        if (!(expected instanceof Collection<?> list) || list.isEmpty() || list.size() > MAX_LIST_SIZE) {
            throw invalid(key, "compares with a list of 1 to %d values".formatted(MAX_LIST_SIZE));
        }
        Set<Object> members = new LinkedHashSet<>();
        for (Object element : list) {
            members.add(scalar(key, element));
        }
        return Set.copyOf(members);
    }

    private Object scalar(String key, @Nullable Object expected) {
        Object scalar = Scalar.of(expected);
        if (scalar == null) {
            throw invalid(key, "compares with strings, numbers and booleans");
        }
        if (scalar instanceof String string) {
            requireShort(key, string);
        }
        return scalar;
    }

    private void requireShort(String key, String string) {
        if (string.length() > MAX_STRING_LENGTH) {
            throw invalid(key, "names and strings have at most %d characters".formatted(MAX_STRING_LENGTH));
        }
    }

    private InvalidPolicyException invalid(String key, String reason) {
        String quoted = key.length() > MAX_STRING_LENGTH ? key.substring(0, QUOTED_KEY_LENGTH) + "..." : key;
        return new InvalidPolicyException(policy.id(), quoted, reason);
    }
}
