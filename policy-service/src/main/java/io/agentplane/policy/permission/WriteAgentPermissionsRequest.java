package io.agentplane.policy.permission;

import io.agentplane.platform.path.Addressable;
import io.agentplane.platform.path.Undetoured;
import io.agentplane.platform.problem.DomainException;
import io.agentplane.platform.problem.FieldFault;
import io.agentplane.platform.problem.PlatformProblem;
import io.agentplane.platform.text.PlainText;
import io.agentplane.policy.engine.AgentPermission;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.stream.Stream;

/**
 * All that an agent may do.
 *
 * @param permissions the pairs of action and resource; an empty list is nothing at all. Texts may have 2048
 *     characters between two {@code *}, all together
 */
@Schema(example = """
        {"permissions": [{"action": "read", "resource": "*"}, {"action": "write", "resource": "db/orders/*"}]}
        """)
record WriteAgentPermissionsRequest(
        @NotNull @Size(max = 1000) List<@NotNull @Valid Pair> permissions) {

    /**
     * How long may be together what stands between stars: each such part is looked for at every place of every question's text.
     * What stands before or after all stars is looked for at one place.
     */
    private static final int MAX_CHARACTERS_BETWEEN_STARS = 2_048;

    /** @throws DomainException INVALID_REQUEST when the patterns are too long to be compared with every question */
    List<AgentPermission> pairs() {
        List<AgentPermission> pairs = permissions.stream()
                .map(pair -> new AgentPermission(pair.action(), pair.resource()))
                .distinct()
                .toList();
        int characters = pairs.stream()
                .flatMap(pair -> Stream.of(pair.action(), pair.resource()))
                .mapToInt(WriteAgentPermissionsRequest::charactersBetweenStars)
                .sum();
        if (characters > MAX_CHARACTERS_BETWEEN_STARS) {
            throw PlatformProblem.INVALID_REQUEST
                    .because("Not valid: permissions")
                    .withErrors(List.of(new FieldFault(
                            "permissions",
                            "must have at most %d characters between two '*' of a text, all together"
                                    .formatted(MAX_CHARACTERS_BETWEEN_STARS))));
        }
        return pairs;
    }

    private static int charactersBetweenStars(String text) {
        return Math.max(0, text.lastIndexOf('*') - text.indexOf('*') - 1);
    }

    /**
     * An action on a resource. Each {@code *} stands for any characters, or none.
     *
     * @param action what may be done, such as {@code write} or {@code tool.*}
     * @param resource on what, such as {@code db/orders/*}; {@code *} alone covers requests that name no resource,
     *     too
     */
    record Pair(
            @NotNull @Size(min = 1, max = 200) @Addressable String action,

            @NotBlank @Size(min = 1, max = 1000) @PlainText @Undetoured
            String resource) {}
}
