package io.agentplane.policy.access;

import io.agentplane.platform.text.PlainText;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a custom role is to be.
 *
 * @param permissions what it gives by itself, such as {@code logs:read}
 * @param includes roles, custom or built in, whose permissions it gives as well
 */
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
