package io.agentplane.platform.problem;

import jakarta.validation.Validator;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads requests that are not bodies of their own, such as a line of a file or the outcome of a merge patch, as strictly
 * as bodies are read: unknown fields and bad values are refused as an invalid request that names each.
 */
public final class StrictReader {

    private final JsonMapper json;
    private final Validator validator;

    StrictReader(JsonMapper json, Validator validator) {
        this.json = json;
        this.validator = validator;
    }

    public <T> T read(String text, Class<T> type) {
        try {
            return valid(json.readValue(text, type));
        } catch (JacksonException unreadable) {
            throw UnreadableBody.explain(unreadable);
        }
    }

    public <T> T read(Map<String, Object> members, Class<T> type) {
        try {
            return valid(json.convertValue(members, type));
        } catch (JacksonException unreadable) {
            throw UnreadableBody.explain(unreadable);
        }
    }

    /** A request's members as a body would have them, such as to apply a merge patch to. */
    public Map<String, Object> members(Object request) {
        return json.convertValue(request, new TypeReference<>() {});
    }

    private <T> T valid(T request) {
        if (request == null) {
            throw PlatformProblem.INVALID_REQUEST.because("The body is not the JSON object that is expected here");
        }
        List<FieldFault> faults = validator.validate(request).stream()
                .map(violation -> new FieldFault(violation.getPropertyPath().toString(), violation.getMessage()))
                .sorted(Comparator.comparing(FieldFault::field))
                .toList();
        if (!faults.isEmpty()) {
            throw PlatformProblem.INVALID_REQUEST
                    .because("Not valid: "
                            + String.join(
                                    ", ",
                                    faults.stream()
                                            .map(FieldFault::field)
                                            .distinct()
                                            .toList()))
                    .withErrors(faults);
        }
        return request;
    }
}
