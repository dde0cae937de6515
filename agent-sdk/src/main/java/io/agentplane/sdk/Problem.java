package io.agentplane.sdk;

import io.agentplane.sdk.AgentplaneProblemException.FieldError;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A problem document, read leniently: whatever stands between us and the gateway may answer with HTML or with nothing. */
record Problem(
        int status,
        String code,
        @Nullable String title,
        @Nullable String detail,
        @Nullable String traceId,
        List<FieldError> errors,
        Map<String, String> extensions) {

    private static final Set<String> STANDARD =
            Set.of("type", "title", "status", "detail", "instance", "code", "traceId", "errors");

    static Problem read(JsonMapper json, int status, byte[] body) {
        JsonNode document = parse(json, body);
        String code = text(document, "code");
        return new Problem(
                status,
                code == null ? "http-" + status : code,
                text(document, "title"),
                text(document, "detail"),
                text(document, "traceId"),
                document.path("errors").valueStream().map(Problem::fieldError).toList(),
                document.propertyStream()
                        .filter(member -> !STANDARD.contains(member.getKey())
                                && member.getValue().isValueNode())
                        .collect(Collectors.toUnmodifiableMap(
                                Map.Entry::getKey, member -> member.getValue().asString())));
    }

    String summary() {
        StringBuilder summary = new StringBuilder(status + " " + code);
        if (detail != null) {
            summary.append(": ").append(detail);
        } else if (title != null) {
            summary.append(": ").append(title);
        }
        for (FieldError error : errors) {
            summary.append("; ").append(error.field()).append(' ').append(error.message());
        }
        return traceId == null ? summary.toString() : summary + " (trace " + traceId + ")";
    }

    private static JsonNode parse(JsonMapper json, byte[] body) {
        try {
            JsonNode document = json.readTree(body);
            return document.isObject() ? document : json.createObjectNode();
        } catch (JacksonException notJson) {
            return json.createObjectNode();
        }
    }

    private static @Nullable String text(JsonNode document, String name) {
        JsonNode value = document.path(name);
        return value.isString() ? value.stringValue() : null;
    }

    private static FieldError fieldError(JsonNode error) {
        return new FieldError(
                error.path("field").asString(""), error.path("message").asString(""));
    }
}
