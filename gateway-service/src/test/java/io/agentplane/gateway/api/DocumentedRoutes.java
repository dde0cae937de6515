package io.agentplane.gateway.api;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.yaml.snakeyaml.Yaml;

/** The gateway's table as it follows from the reviewed OpenAPI documents: where each operation is, and its right. */
final class DocumentedRoutes {

    private static final List<Target> BY_PRECEDENCE =
            List.of(Target.GATEWAY, Target.REGISTRY, Target.CONFIG, Target.POLICY, Target.SCHEDULER);
    private static final String HEAD = """
            # The operations of the API below /api/v1: method, path, service, permission (where there is a plus: all of them),
            # on whom an agent may use it, name; "routine" for those that leave an audit entry only when they are refused,
            # "stream" for those whose answer may go on for long, so that they have no HEAD. A parameter is {name:kind}, as
            # documented: id is a UUID, self that of the agent which acts by the call, own that of the agent which it is for,
            # name a name of ASCII letters, digits, dots, dashes and underscores, text any text, slashes and percent signs
            # included.
            # Written from contracts/openapi by RouteTableTests with -Dcontracts.update=true; the rights stand at the controllers.
            """;

    private DocumentedRoutes() {}

    static String table() throws IOException {
        Map<String, String> seen = new TreeMap<>();
        StringBuilder table = new StringBuilder(HEAD);
        for (Target service : BY_PRECEDENCE) {
            Map<String, String> lines = new TreeMap<>();
            document(service)
                    .forEach((path, methods) -> methods.forEach((method, operation) -> {
                        String place = method.toUpperCase(Locale.ROOT) + " " + path.replaceFirst("^/api/v1", "");
                        // The gateway answers some of what a service could.
                        if (seen.putIfAbsent(place, "") == null) {
                            lines.put(path + " " + method, line(service, place, operation));
                        }
                    }));
            table.append('\n');
            lines.values().forEach(line -> table.append(line).append('\n'));
        }
        return table.toString();
    }

    private static Map<String, Map<String, Map<String, Object>>> document(Target service) throws IOException {
        Map<String, Map<String, Map<String, Map<String, Object>>>> document =
                new Yaml().load(Files.readString(Path.of("..", "contracts", "openapi", service.wireName() + ".yaml")));
        return document.get("paths");
    }

    private static String line(Target service, String place, Map<String, Object> operation) {
        if (!(operation.get("x-agentplane-right") instanceof Map<?, ?> right)) {
            throw new IllegalStateException(place + " has no right");
        }
        String[] methodAndPath = place.split(" ");
        StringBuilder line = new StringBuilder("%-6s %-52s %-9s %-20s %-4s %s"
                .formatted(
                        methodAndPath[0],
                        path(methodAndPath[1], operation, right),
                        service,
                        permissions(right),
                        right.get("reach"),
                        operation.get("operationId")));
        for (String trait : List.of("routine", "stream")) {
            if (Boolean.TRUE.equals(right.get(trait))) {
                line.append(' ').append(trait);
            }
        }
        return line.toString();
    }

    private static String permissions(Map<?, ?> right) {
        List<String> permissions = new ArrayList<>(List.of(String.valueOf(right.get("permission"))));
        if (right.get("also") instanceof List<?> more) {
            more.forEach(permission -> permissions.add(String.valueOf(permission)));
        }
        return String.join("+", permissions);
    }

    private static String path(String path, Map<String, Object> operation, Map<?, ?> right) {
        String kinds = path;
        for (Object each : (List<?>) operation.getOrDefault("parameters", List.of())) {
            Map<?, ?> parameter = (Map<?, ?>) each;
            if ("path".equals(parameter.get("in"))) {
                String name = (String) parameter.get("name");
                kinds = kinds.replace(
                        "{" + name + "}",
                        "{" + name + ":" + kind(parameter, name.equals(right.get("agent")), right) + "}");
            }
        }
        return kinds;
    }

    private static String kind(Map<?, ?> parameter, boolean isTheAgent, Map<?, ?> right) {
        Map<?, ?> schema = (Map<?, ?>) parameter.get("schema");
        if ("uuid".equals(schema.get("format"))) {
            return isTheAgent ? ((String) right.get("reach")).toLowerCase(Locale.ROOT) : "id";
        }
        return Boolean.TRUE.equals(parameter.get("x-agentplane-text")) ? "text" : "name";
    }
}
