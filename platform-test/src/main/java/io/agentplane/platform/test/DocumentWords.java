package io.agentplane.platform.test;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.Yaml;

/** Finds what an OpenAPI document leaves a stranger to guess. */
public final class DocumentWords {

    private static final int MAX_SUMMARY = 80;
    private static final Pattern HTML = Pattern.compile("</?[a-z]+>");
    private static final Set<String> METHODS = Set.of("get", "put", "post", "patch", "delete", "head", "options");
    private static final Pattern CODE = Pattern.compile("(?m)^- `([a-z-]+)`:(.*)$");
    private static final Pattern CAUSE_AND_CURE = Pattern.compile(" .+[.;] .+\\.");
    private static final Pattern NAME_OF_CODE = Pattern.compile(".*-controller|.*_[0-9]+");

    private final Map<String, String> tags = new HashMap<>();
    private final List<String> missing = new ArrayList<>();

    private DocumentWords() {}

    /** Fails with all that is missing in the document, which is YAML. */
    public static void check(String document) {
        assertThat(missing(document)).isEmpty();
    }

    static List<String> missing(String document) {
        Map<?, ?> read = new Yaml().load(document);
        var words = new DocumentWords();
        words.require(read.get("paths") instanceof Map<?, ?> paths && !paths.isEmpty(), "The document", "has no paths");
        words.tags(read.get("tags"));
        each(
                read.get("paths"),
                (path, methods) -> each(methods, (method, operation) -> {
                    if (METHODS.contains(method) && operation instanceof Map<?, ?> members) {
                        words.operation(method + " " + path, members);
                    }
                }));
        if (read.get("components") instanceof Map<?, ?> components) {
            each(components.get("schemas"), (name, schema) -> words.schema(name, (Map<?, ?>) schema));
            each(
                    components.get("responses"),
                    (name, response) -> words.codes(text((Map<?, ?>) response, "description")));
        }
        return List.copyOf(words.missing);
    }

    private void tags(@Nullable Object list) {
        if (list instanceof List<?> all) {
            for (Object each : all) {
                Map<?, ?> tag = (Map<?, ?>) each;
                tags.put(String.valueOf(tag.get("name")), text(tag, "description"));
            }
        }
    }

    private void operation(String where, Map<?, ?> operation) {
        String summary = text(operation, "summary");
        require(!summary.isBlank(), where, "has no summary");
        require(summary.length() <= MAX_SUMMARY, where, "has a summary of more than " + MAX_SUMMARY + " characters");
        require(!summary.endsWith("."), where, "has a summary with a full stop");
        require(!text(operation, "description").isBlank(), where, "has no description");
        plain(where, operation);
        require(
                operation.get("tags") instanceof List<?> named
                        && named.size() == 1
                        && !tags.getOrDefault(named.getFirst(), "").isBlank(),
                where,
                "has not one tag that is described");
        if (operation.get("tags") instanceof List<?> named) {
            named.forEach(
                    tag -> require(!NAME_OF_CODE.matcher(String.valueOf(tag)).matches(), where, "has the tag " + tag));
        }
        require(
                !NAME_OF_CODE.matcher(text(operation, "operationId")).matches(),
                where,
                "is called " + text(operation, "operationId"));
        if (operation.get("parameters") instanceof List<?> parameters) {
            parameters.forEach(each -> {
                Map<?, ?> parameter = (Map<?, ?>) each;
                if (!parameter.containsKey("$ref")) {
                    described(where + ", " + parameter.get("in") + " parameter " + parameter.get("name"), parameter);
                }
            });
        }
    }

    private void schema(String where, Map<?, ?> schema) {
        described(where, schema);
        each(schema.get("properties"), (name, property) -> {
            if (!((Map<?, ?>) property).containsKey("$ref")) {
                described(where + "." + name, (Map<?, ?>) property);
            }
        });
    }

    private void codes(String description) {
        CODE.matcher(description)
                .results()
                .forEach(code -> require(
                        CAUSE_AND_CURE.matcher(code.group(2)).matches(), code.group(1), "does not say cause and cure"));
    }

    private void described(String where, Map<?, ?> thing) {
        require(!text(thing, "description").isBlank(), where, "has no description");
        plain(where, thing);
    }

    private void plain(String where, Map<?, ?> thing) {
        require(
                !HTML.matcher(text(thing, "description") + text(thing, "summary"))
                        .find(),
                where,
                "has tags of HTML");
    }

    private void require(boolean met, String where, String otherwise) {
        if (!met) {
            missing.add(where + " " + otherwise);
        }
    }

    private static String text(Map<?, ?> thing, String member) {
        return thing.get(member) instanceof String text ? text : "";
    }

    private static void each(@Nullable Object map, Visitor visitor) {
        if (map instanceof Map<?, ?> members) {
            members.forEach((name, member) -> visitor.visit(String.valueOf(name), member));
        }
    }

    private interface Visitor {
        void visit(String name, Object member);
    }
}
