package io.agentplane.gateway.api;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.Yaml;

/** The document of the whole API as it follows from the reviewed ones of the services. */
final class MergedDocument {

    /** The gateway answers some of what a service could. */
    private static final List<Target> BY_PRECEDENCE =
            List.of(Target.GATEWAY, Target.REGISTRY, Target.CONFIG, Target.POLICY, Target.SCHEDULER);

    private static final String BASE = "/api/v1";
    private static final String PROBLEM = "Problem";
    private static final String CODES = "x-extensible-enum";

    private final Map<String, Object> paths = new TreeMap<>();
    private final Map<String, Map<String, Object>> components = new TreeMap<>();
    private final Map<String, Map<String, Object>> tags = new LinkedHashMap<>();
    private final TreeSet<String> codes = new TreeSet<>();

    private MergedDocument() {}

    /** As YAML; refuses documents in which one name stands for two things. */
    static String yaml() throws IOException {
        var merged = new MergedDocument();
        Map<String, Object> first = Map.of();
        for (Target service : BY_PRECEDENCE) {
            Map<String, Object> document = document(service);
            first = first.isEmpty() ? document : first;
            merged.add(document);
        }
        return merged.dump(first);
    }

    private static Map<String, Object> document(Target service) throws IOException {
        return new Yaml().load(Files.readString(Path.of("..", "contracts", "openapi", service.wireName() + ".yaml")));
    }

    private void add(Map<String, Object> document) {
        members(document, "paths").forEach((path, methods) -> {
            String below = path.startsWith(BASE) ? path.substring(BASE.length()) : path;
            Map<String, Object> known = members(paths.computeIfAbsent(below, any -> new TreeMap<>()));
            members(methods).forEach(known::putIfAbsent);
        });
        members(document, "components")
                .forEach((kind, named) -> members(named).forEach((name, thing) -> component(kind, name, thing)));
        if (document.get("tags") instanceof List<?> all) {
            all.forEach(tag -> {
                Map<String, Object> members = members(tag);
                merge(tags, "tag", String.valueOf(members.get("name")), members);
            });
        }
    }

    private void component(String kind, String name, Object thing) {
        if (name.equals(PROBLEM) && kind.equals("schemas")) {
            Map<String, Object> code = members(members(members(thing), "properties"), "code");
            codes.addAll(strings(code.remove(CODES)));
        }
        if (kind.equals("responses") && components.containsKey(kind)) {
            join(components.get(kind), name, members(thing));
            return;
        }
        merge(components.computeIfAbsent(kind, any -> new TreeMap<>()), kind, name, thing);
    }

    /** One sort of refusal has in each service the codes that it knows of. */
    private static void join(Map<String, Object> responses, String name, Map<String, Object> response) {
        Map<String, Object> known = members(responses.computeIfAbsent(name, any -> response));
        known.put(
                "description",
                Stream.of(known, response)
                        .flatMap(each -> String.valueOf(each.get("description")).lines())
                        .distinct()
                        .sorted()
                        .collect(Collectors.joining("\n")));
    }

    private static <T> void merge(Map<String, T> known, String kind, String name, T thing) {
        T other = known.putIfAbsent(name, thing);
        if (other != null && !other.equals(thing)) {
            throw new IllegalStateException("Two services mean different things by " + kind + " " + name);
        }
    }

    private String dump(Map<String, Object> first) {
        Map<String, Object> problem = members(components.get("schemas").get(PROBLEM));
        members(members(problem, "properties"), "code").put(CODES, List.copyOf(codes));
        Map<String, Object> info = new LinkedHashMap<>(members(first, "info"));
        info.put("title", "Agentplane");
        info.put("description", WholeApi.DESCRIPTION);
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("openapi", first.get("openapi"));
        document.put("info", info);
        document.put("servers", List.of(Map.of("url", BASE)));
        document.put("security", first.get("security"));
        document.put("tags", orderedTags());
        document.put("paths", paths);
        dropUnused();
        document.put("components", components);
        var options = new DumperOptions();
        options.setDefaultFlowStyle(DumperOptions.FlowStyle.BLOCK);
        options.setWidth(120);
        options.setSplitLines(true);
        options.setDereferenceAliases(true);
        return new Yaml(options).dump(document);
    }

    /** What only an operation of a service speaks of that the gateway answers in its place. */
    private void dropUnused() {
        boolean dropped;
        do {
            String all = paths + " " + components;
            dropped = Stream.of("schemas", "responses")
                    .map(kind -> components
                            .get(kind)
                            .keySet()
                            .removeIf(name -> Stream.of("}", ",")
                                    .noneMatch(end -> all.contains("$ref=#/components/" + kind + "/" + name + end))))
                    .reduce(false, Boolean::logicalOr);
        } while (dropped);
    }

    private List<Map<String, Object>> orderedTags() {
        List<String> order = WholeApi.TAGS;
        List<Map<String, Object>> ordered = new ArrayList<>(tags.values());
        ordered.forEach(tag -> {
            if (!order.contains(tag.get("name"))) {
                throw new IllegalStateException("The tag " + tag.get("name") + " has no place in " + order);
            }
        });
        ordered.sort(Comparator.comparingInt(tag -> order.indexOf(tag.get("name"))));
        return ordered;
    }

    private static Map<String, Object> members(Map<String, Object> thing, String name) {
        return members(thing.get(name));
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> members(@Nullable Object thing) {
        return thing == null ? new TreeMap<>() : (Map<String, Object>) thing;
    }

    private static List<String> strings(@Nullable Object list) {
        return list instanceof List<?> all ? all.stream().map(String::valueOf).toList() : List.of();
    }
}
