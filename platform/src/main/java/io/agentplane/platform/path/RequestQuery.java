package io.agentplane.platform.path;

import io.agentplane.platform.problem.DomainException;
import io.agentplane.platform.problem.FieldFault;
import io.agentplane.platform.problem.PlatformProblem;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A query of names and values, each decoded once from strict UTF-8; a plus sign is a blank, as HTML forms have it.
 *
 * @param encoded as it came, but with all characters encoded that RFC 3986 (section 3.4) wants encoded; absent when there is
 *     none
 */
public record RequestQuery(@Nullable String encoded, Map<String, List<String>> parameters) {

    private static final RequestQuery NONE = new RequestQuery(null, Map.of());

    public RequestQuery {
        parameters = Collections.unmodifiableMap(parameters);
    }

    /**
     * Reads a query as it stands in the request line.
     *
     * @throws DomainException INVALID_REQUEST when it isn't percent-encoded UTF-8 without control characters
     */
    public static RequestQuery parse(@Nullable String raw) {
        if (raw == null || raw.isEmpty()) {
            return NONE;
        }
        if (!raw.chars().allMatch(character -> character > ' ' && character < '\u007f')) {
            throw malformed();
        }
        Map<String, List<String>> parameters = new LinkedHashMap<>();
        for (String pair : raw.split("&")) {
            if (pair.isEmpty()) {
                continue;
            }
            int equals = pair.indexOf('=');
            String name = decode(equals < 0 ? pair : pair.substring(0, equals));
            String value = equals < 0 ? "" : decode(pair.substring(equals + 1));
            requirePrintable(name, value);
            parameters.computeIfAbsent(name, _ -> new ArrayList<>(1)).add(value);
        }
        return new RequestQuery(PercentCode.encodeWhatMustBe(raw), parameters);
    }

    /**
     * The value of a parameter that may be given once.
     *
     * @throws DomainException INVALID_REQUEST when it is given twice
     */
    public @Nullable String single(String name) {
        List<String> values = parameters.getOrDefault(name, List.of());
        if (values.size() > 1) {
            throw PlatformProblem.INVALID_REQUEST
                    .because("The query gives '" + name + "' more than once")
                    .withErrors(List.of(new FieldFault(name, "must be given once")));
        }
        return values.isEmpty() ? null : values.getFirst();
    }

    private static String decode(String encoded) {
        String text = PercentCode.decode(encoded.replace('+', ' '));
        if (text == null) {
            throw malformed();
        }
        return text;
    }

    private static void requirePrintable(String name, String value) {
        if (hasControls(name)) {
            throw PlatformProblem.INVALID_REQUEST.because("The query has a name with control characters");
        }
        if (hasControls(value)) {
            throw PlatformProblem.INVALID_REQUEST
                    .because("Not valid: " + name)
                    .withErrors(List.of(new FieldFault(name, "must have no control characters")));
        }
    }

    private static boolean hasControls(String text) {
        return text.chars().anyMatch(Character::isISOControl);
    }

    private static DomainException malformed() {
        return PlatformProblem.INVALID_REQUEST.because("The query is not percent-encoded UTF-8");
    }
}
