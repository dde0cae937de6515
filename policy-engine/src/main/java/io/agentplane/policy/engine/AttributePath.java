package io.agentplane.policy.engine;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Where in a request an attribute is found: a part of it, then names, each one object deeper. */
record AttributePath(Part part, List<String> names) {

    private static final List<String> ROLE = List.of("role");

    /** The parts of a request. */
    enum Part {
        AGENT,
        ACTION,
        RESOURCE,
        CONTEXT;

        @Nullable
        Object of(DecisionRequest request) {
            return switch (this) {
                case AGENT -> request.agent();
                case ACTION -> request.action();
                case RESOURCE -> request.resource();
                case CONTEXT -> request.context();
            };
        }
    }

    static AttributePath parse(String key) {
        List<String> names = List.of(key.split("\\.", -1));
        List<String> rest = names.subList(1, names.size());
        return switch (names.getFirst()) {
            case "action" -> new AttributePath(Part.ACTION, rest);
            case "resource" -> new AttributePath(Part.RESOURCE, rest);
            case "agent" -> new AttributePath(Part.AGENT, rest);
            case "agent_id" -> new AttributePath(Part.AGENT, concat(List.of("id"), rest));
            case "agent_tags" -> new AttributePath(Part.AGENT, concat(List.of("tags"), rest));
            default -> new AttributePath(Part.CONTEXT, names);
        };
    }

    AttributePath then(String name) {
        return new AttributePath(part, concat(names, List.of(name)));
    }

    @Nullable
    Object in(DecisionRequest request) {
        Object value = part.of(request);
        for (String name : names) {
            value = value instanceof Map<?, ?> object ? object.get(name) : null;
        }
        return value;
    }

    boolean isResource() {
        return part == Part.RESOURCE && names.isEmpty();
    }

    boolean isAction() {
        return part == Part.ACTION && names.isEmpty();
    }

    boolean isAgentRole() {
        return part == Part.AGENT && names.equals(ROLE);
    }

    boolean isAgentId() {
        return part == Part.AGENT && names.equals(List.of("id"));
    }

    /** Whether it can only be a string, whatever the request: the action, the resource, the agent's id. */
    boolean isText() {
        return switch (part) {
            case ACTION, RESOURCE -> names.isEmpty();
            case AGENT -> isAgentId();
            case CONTEXT -> false;
        };
    }

    /** Whether no request can have it, or only as a whole object: the agent itself, something inside a string. */
    boolean isNoValue() {
        return switch (part) {
            case ACTION, RESOURCE -> !names.isEmpty();
            case AGENT ->
                names.isEmpty() || (names.size() > 1 && names.getFirst().equals("id"));
            case CONTEXT -> false;
        };
    }

    private static List<String> concat(List<String> first, List<String> second) {
        return Stream.concat(first.stream(), second.stream()).toList();
    }
}
