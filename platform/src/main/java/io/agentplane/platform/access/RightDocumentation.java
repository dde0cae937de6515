package io.agentplane.platform.access;

import io.swagger.v3.oas.models.Operation;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.springdoc.core.customizers.OperationCustomizer;
import org.springframework.web.method.HandlerMethod;

/** Writes the right of each operation into the OpenAPI document: for programs as an extension, for people in words. */
final class RightDocumentation implements OperationCustomizer {

    static final String EXTENSION = "x-agentplane-right";

    @Override
    public Operation customize(Operation operation, HandlerMethod method) {
        Right right = method.getMethodAnnotation(Right.class);
        if (right == null) {
            return operation;
        }
        Map<String, Object> parts = new LinkedHashMap<>();
        List<String> permissions =
                Stream.of(right.value()).map(Permission::wireName).toList();
        parts.put("permission", permissions.getFirst());
        if (permissions.size() > 1) {
            parts.put("also", permissions.subList(1, permissions.size()));
        }
        parts.put("reach", right.on().name());
        if (!right.agent().isEmpty()) {
            parts.put("agent", right.agent());
        }
        if (right.routine()) {
            parts.put("routine", true);
        }
        if (right.stream()) {
            parts.put("stream", true);
        }
        operation.addExtension(EXTENSION, parts);
        operation.operationId(right.action());
        String told = operation.getDescription();
        operation.description(told == null ? words(right, permissions) : told + "\n\n" + words(right, permissions));
        return operation;
    }

    private static String words(Right right, List<String> permissions) {
        return (permissions.size() == 1 ? "Needs the permission `" : "Needs the permissions `")
                + String.join("` and `", permissions) + "`. "
                + switch (right.on()) {
                    case LOOK -> "Changes nothing.";
                    case ANY -> "Agents cannot use it.";
                    case OWN -> "An agent may use it for itself and for what belongs to it.";
                    case SELF ->
                        "An agent may use it for itself; nobody may while the agent is stopped by a kill switch.";
                };
    }
}
