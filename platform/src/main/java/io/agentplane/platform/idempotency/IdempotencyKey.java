package io.agentplane.platform.idempotency;

import io.agentplane.platform.problem.DomainException;
import io.agentplane.platform.problem.FieldFault;
import io.agentplane.platform.problem.PlatformProblem;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The key by which a repeated request is recognised, from the header {@code Idempotency-Key}. Operations take it as an
 * argument, which is null when the caller sends none.
 *
 * @param value 1 to 200 visible signs of ASCII, with blanks in between only
 */
public record IdempotencyKey(String value) {

    /** The header in which callers send it. */
    public static final String HEADER = "Idempotency-Key";

    private static final Pattern VALUE = Pattern.compile("(?=.{1,200}$)[!-~](?:[ -~]*[!-~])?");

    /** @throws DomainException INVALID_REQUEST for anything else */
    public IdempotencyKey {
        if (!VALUE.matcher(value).matches()) {
            throw PlatformProblem.INVALID_REQUEST
                    .because("Not valid: " + HEADER)
                    .withErrors(List.of(new FieldFault(
                            HEADER,
                            "must have 1 to 200 letters, digits or signs of ASCII, with blanks in between only")));
        }
    }
}
