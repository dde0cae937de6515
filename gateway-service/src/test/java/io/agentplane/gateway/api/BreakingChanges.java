package io.agentplane.gateway.api;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.Yaml;

/**
 * What a client that was written for one OpenAPI document meets differently in another: operations and answers that are gone,
 * members and parameters that are wanted anew or promised no longer, other types, and other sets of values. What is added for
 * clients to use or to skip breaks none of them.
 */
final class BreakingChanges {

    private static final Set<String> METHODS = Set.of("get", "put", "post", "patch", "delete");
    private static final List<String> FORM = List.of(
            "type",
            "format",
            "pattern",
            "minimum",
            "maximum",
            "minLength",
            "maxLength",
            "minItems",
            "maxItems",
            "uniqueItems",
            "default");

    /** Where a value may be one of several sorts. */
    private static final List<String> SORTS = List.of("oneOf", "anyOf", "allOf");

    /** Of these a wider one takes all that the narrower did. */
    private static final Set<String> LOWER_BOUNDS = Set.of("minimum", "minLength", "minItems");

    private static final Set<String> UPPER_BOUNDS = Set.of("maximum", "maxLength", "maxItems");

    private final Map<?, ?> before;
    private final Map<?, ?> after;
    private final Set<String> found = new TreeSet<>();
    private final Set<String> seen = new HashSet<>();

    private BreakingChanges(Map<?, ?> before, Map<?, ?> after) {
        this.before = before;
        this.after = after;
    }

    /** A line for each, sorted. */
    static List<String> between(String before, String after) {
        var changes = new BreakingChanges(new Yaml().load(before), new Yaml().load(after));
        changes.paths();
        changes.securitySchemes();
        return List.copyOf(changes.found);
    }

    private void paths() {
        Map<String, Object> now = members(after, "paths");
        members(before, "paths")
                .forEach((path, methods) -> members(methods).forEach((method, operation) -> {
                    if (!METHODS.contains(method)) {
                        return;
                    }
                    String where = method.toUpperCase(Locale.ROOT) + " " + path;
                    Object same = members(now.get(path)).get(method);
                    if (same == null) {
                        found.add(where + ": is gone");
                    } else {
                        operation(where, members(operation), members(same));
                    }
                }));
    }

    private void securitySchemes() {
        Set<String> now =
                members(members(after, "components"), "securitySchemes").keySet();
        members(members(before, "components"), "securitySchemes").keySet().stream()
                .filter(scheme -> !now.contains(scheme))
                .forEach(scheme -> found.add("security scheme " + scheme + ": is gone"));
    }

    private void operation(String where, Map<String, Object> was, Map<String, Object> is) {
        if (!Objects.equals(was.get("operationId"), is.get("operationId"))) {
            found.add(where + ": is called " + is.get("operationId"));
        }
        if (!Objects.equals(was.get("tags"), is.get("tags"))) {
            found.add(where + ": is under " + is.get("tags"));
        }
        Object needed = members(is, "x-agentplane-right").get("permission");
        if (!Objects.equals(members(was, "x-agentplane-right").get("permission"), needed)) {
            found.add(where + ": needs " + needed);
        }
        Map<String, Map<String, Object>> known = parameters(before, was);
        Map<String, Map<String, Object>> wanted = parameters(after, is);
        wanted.forEach((name, parameter) -> {
            Map<String, Object> old = known.get(name);
            if (isRequired(parameter) && (old == null || !isRequired(old))) {
                found.add(where + ": wants " + name);
            }
            if (old != null) {
                schema(where + ", " + name, old.get("schema"), parameter.get("schema"), true);
            }
        });
        known.keySet().stream()
                .filter(name -> !wanted.containsKey(name))
                .forEach(name -> found.add(where + ": takes no " + name));
        body(where + ", body", was, is);
        answers(where, members(was, "responses"), members(is, "responses"));
    }

    private void body(String where, Map<String, Object> was, Map<String, Object> is) {
        Map<String, Object> old = members(was, "requestBody");
        Map<String, Object> now = members(is, "requestBody");
        if (isRequired(now) && !isRequired(old)) {
            found.add(where + ": is wanted");
        }
        contents(where, old, now, true);
    }

    private void answers(String where, Map<String, Object> was, Map<String, Object> is) {
        was.forEach((status, answer) -> {
            if (!is.containsKey(status)) {
                found.add(where + ": answers " + status + " no longer");
            } else if (status.startsWith("2")) {
                Map<String, Object> old = resolved(before, answer);
                Map<String, Object> now = resolved(after, is.get(status));
                members(old, "headers").keySet().stream()
                        .filter(header -> !members(now, "headers").containsKey(header))
                        .forEach(header -> found.add(where + ", " + status + ": has no " + header));
                contents(where + ", " + status, old, now, false);
            }
        });
        is.keySet().stream()
                .filter(status -> status.startsWith("2") && !was.containsKey(status))
                .forEach(status -> found.add(where + ": answers " + status));
    }

    private void contents(String where, Map<String, Object> was, Map<String, Object> is, boolean sent) {
        Map<String, Object> now = members(is, "content");
        members(was, "content").forEach((type, media) -> {
            if (!now.containsKey(type)) {
                found.add(where + ": is " + type + " no longer");
            } else {
                schema(
                        where,
                        members(media).get("schema"),
                        members(now.get(type)).get("schema"),
                        sent);
            }
        });
    }

    /** @param sent by clients, who must be able to go on as they did; else received by them, who rely on what was promised */
    private void schema(String where, @Nullable Object was, @Nullable Object is, boolean sent) {
        if (was == null || is == null || !seen.add(sent + " " + was + is)) {
            return;
        }
        Map<String, Object> old = resolved(before, was);
        Map<String, Object> now = resolved(after, is);
        name(where, members(was), members(is));
        SORTS.stream()
                .filter(sorts -> !Objects.equals(old.get(sorts), now.get(sorts)))
                .forEach(sorts -> found.add(where + ": is of other sorts"));
        FORM.stream()
                .filter(rule -> isOtherForm(rule, old.get(rule), now.get(rule), sent))
                .forEach(rule -> found.add(where + ": " + rule + " is " + now.get(rule) + " and was " + old.get(rule)));
        values(where, old, now, sent);
        Set<String> wanted = strings(now.get("required"));
        Set<String> promised = strings(old.get("required"));
        Map<String, Object> members = members(now, "properties");
        members(old, "properties").forEach((name, property) -> {
            if (!members.containsKey(name)) {
                found.add(where + "." + name + ": is gone");
            } else {
                schema(where + "." + name, property, members.get(name), sent);
            }
        });
        if (sent) {
            wanted.stream()
                    .filter(name -> !promised.contains(name))
                    .forEach(name -> found.add(where + "." + name + ": is wanted"));
        } else {
            promised.stream()
                    .filter(name -> !wanted.contains(name) && members.containsKey(name))
                    .forEach(name -> found.add(where + "." + name + ": may be absent"));
        }
        schema(where + "[]", old.get("items"), now.get("items"), sent);
        if (sent
                && Boolean.FALSE.equals(now.get("additionalProperties"))
                && !Boolean.FALSE.equals(old.get("additionalProperties"))) {
            found.add(where + ": takes no other members");
        }
        if (old.get("additionalProperties") instanceof Map && now.get("additionalProperties") instanceof Map) {
            schema(where + ".*", old.get("additionalProperties"), now.get("additionalProperties"), sent);
        }
    }

    /** Generators make a class of each schema. */
    private void name(String where, Map<String, Object> was, Map<String, Object> is) {
        if (was.get("$ref") instanceof String old && !old.equals(is.get("$ref"))) {
            found.add(where + ": is no " + old.substring(old.lastIndexOf('/') + 1));
        }
    }

    private static boolean isOtherForm(String rule, @Nullable Object was, @Nullable Object is, boolean sent) {
        if (Objects.equals(was, is)) {
            return false;
        }
        if (rule.equals("type")) {
            return true;
        }
        if (rule.equals("default")) {
            return sent && was != null;
        }
        if (!sent) {
            return rule.equals("format") && was != null;
        }
        if (is == null) {
            return rule.equals("format");
        }
        if (was instanceof Number old && is instanceof Number now) {
            return LOWER_BOUNDS.contains(rule)
                    ? now.doubleValue() > old.doubleValue()
                    : UPPER_BOUNDS.contains(rule) && now.doubleValue() < old.doubleValue();
        }
        return true;
    }

    private void values(String where, Map<String, Object> old, Map<String, Object> now, boolean sent) {
        if (!(now.get("enum") instanceof List<?>) && !(old.get("enum") instanceof List<?>)) {
            return;
        }
        Set<String> were = strings(old.get("enum"));
        Set<String> are = strings(now.get("enum"));
        if (sent) {
            were.stream()
                    .filter(value -> !are.isEmpty() && !are.contains(value))
                    .forEach(value -> found.add(where + ": takes no " + value));
            if (were.isEmpty()) {
                found.add(where + ": takes " + are + " only");
            }
        } else {
            are.stream()
                    .filter(value -> !were.isEmpty() && !were.contains(value))
                    .forEach(value -> found.add(where + ": may be " + value));
            if (are.isEmpty()) {
                found.add(where + ": may be anything");
            }
        }
    }

    private Map<String, Map<String, Object>> parameters(Map<?, ?> document, Map<String, Object> operation) {
        Map<String, Map<String, Object>> parameters = new LinkedHashMap<>();
        if (operation.get("parameters") instanceof List<?> all) {
            for (Object each : all) {
                Map<String, Object> parameter = resolved(document, each);
                parameters.put(parameter.get("in") + " parameter " + parameter.get("name"), parameter);
            }
        }
        return parameters;
    }

    private static boolean isRequired(Map<String, Object> thing) {
        return Boolean.TRUE.equals(thing.get("required"));
    }

    /** What stands for a reference, or the thing itself. */
    private static Map<String, Object> resolved(Map<?, ?> document, Object thing) {
        Map<String, Object> members = members(thing);
        if (!(members.get("$ref") instanceof String reference)) {
            return members;
        }
        Object target = document;
        for (String step : reference.substring(2).split("/")) {
            target = members(target).get(step);
        }
        return members(target);
    }

    private static Map<String, Object> members(Map<?, ?> thing, String name) {
        return members(thing.get(name));
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> members(@Nullable Object thing) {
        return thing instanceof Map<?, ?> map ? (Map<String, Object>) map : Map.of();
    }

    private static Set<String> strings(@Nullable Object list) {
        Set<String> strings = new TreeSet<>();
        if (list instanceof List<?> all) {
            all.forEach(each -> strings.add(String.valueOf(each)));
        }
        return strings;
    }
}
