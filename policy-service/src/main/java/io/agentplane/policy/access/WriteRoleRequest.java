package io.agentplane.policy.access;

import io.agentplane.platform.text.PlainText;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A whole role, as it is to be.
 *
 * @param description what the role is for, for people; empty when left out
 * @param permissions the names of the permissions that it gives by itself: {@code agents:register},
 *     {@code agents:describe}, {@code agents:manage}, {@code messages:route}, {@code tasks:manage},
 *     {@code configuration:change}, {@code logs:read}, {@code views:read} and {@code namespaces:any}; none when left
 *     out
 * @param includes roles whose permissions it gives as well, built in or of the namespace's own; none when left out
 */
@Schema(example = """
        {"description": "Reads the logs and moves messages", "permissions": ["logs:read", "messages:route"]}
        """)
record WriteRoleRequest(
        @Size(max = 1000) @PlainText @Nullable String description,

        @Size(max = 50) @Nullable List<@NotNull @Size(max = 100) @PlainText String> permissions,
        @Size(max = 50) @Nullable List<@RoleName String> includes) {

    List<String> wantedPermissions() {
        return Objects.requireNonNullElse(permissions, List.of());
    }

    /** Each once, by name. */
    List<String> wantedIncludes() {
        return Objects.requireNonNullElse(includes, List.<String>of()).stream()
                .distinct()
                .sorted()
                .toList();
    }
}
