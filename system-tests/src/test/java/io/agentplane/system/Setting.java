package io.agentplane.system;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A setting of one or several services.
 *
 * @param name with all that stands before it, in kebab case
 * @param type the Java type
 * @param initial what it is where nobody sets it
 * @param description of what it does, as its Javadoc has it
 * @param services those that have it
 * @param shipped what it is in those services whose own application.yaml, or the one that all share, sets it
 */
record Setting(
        String name,
        String type,
        @Nullable String initial,
        String description,
        List<String> services,
        Map<String, String> shipped) {

    private static final Map<String, String> TYPES = Map.of(
            "java.lang.Boolean", "true or false",
            "java.lang.Double", "number",
            "java.lang.Integer", "whole number",
            "java.lang.Short", "whole number",
            "java.lang.String", "text",
            "java.math.BigDecimal", "number",
            "java.net.URI", "address",
            "java.nio.file.Path", "path",
            "java.time.Duration", "duration",
            "org.springframework.util.unit.DataSize", "size");

    private static final Map<String, String> TYPES_OF_MANY = Map.of(
            "java.util.List<java.lang.String>", "list of texts",
            "java.util.Map<java.lang.String,java.net.URI>", "addresses by name");

    String prefix() {
        return name.substring(0, name.lastIndexOf('.'));
    }

    boolean isAlso(String other) {
        return other.equals(name) || (type.startsWith("java.util.Map") && other.startsWith(name + "."));
    }

    String row() {
        return "| `%s` | %s | %s | %s | %s |\n".formatted(name, kind(), initially(), whose(), sentence());
    }

    private String kind() {
        String kind = TYPES.getOrDefault(type, TYPES_OF_MANY.get(type));
        if (kind == null) {
            throw new AssertionError("%s is a %s, for which there is no word yet".formatted(name, type));
        }
        return kind;
    }

    private String whose() {
        List<String> others = ServiceSettings.SERVICES.stream()
                .filter(service -> !services.contains(service))
                .toList();
        return switch (others.size()) {
            case 0 -> "all";
            case 1 -> "all but " + others.getFirst();
            default -> String.join(", ", services);
        };
    }

    private String initially() {
        String usual = initial == null || initial.isEmpty() ? "none" : "`" + initial + "`";
        Map<String, List<String>> groups = services.stream()
                .collect(Collectors.groupingBy(
                        service -> shipped.getOrDefault(service, usual), LinkedHashMap::new, Collectors.toList()));
        if (groups.size() == 1) {
            return groups.keySet().iterator().next();
        }
        return groups.entrySet().stream()
                .map(group -> "%s (%s)".formatted(group.getKey(), String.join(", ", group.getValue())))
                .collect(Collectors.joining(", "));
    }

    private String sentence() {
        String text = description
                .replaceAll("\\{@code ([^}]*)}", "`$1`")
                .replaceAll("\\s+", " ")
                .replace("|", "\\|");
        return text.isEmpty() ? "" : Character.toUpperCase(text.charAt(0)) + text.substring(1);
    }
}
