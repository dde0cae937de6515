package io.agentplane.policy.access;

import io.agentplane.platform.text.PlainText;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A new custom role; its name stays. */
record CreateRoleRequest(
        @RoleName String name,

        @Size(max = 1000) @PlainText @Nullable String description,

        @Size(max = 50) @Nullable List<@NotNull @Size(max = 100) @PlainText String> permissions,
        @Size(max = 50) @Nullable List<@RoleName String> includes) {

    WriteRoleRequest role() {
        return new WriteRoleRequest(description, permissions, includes);
    }
}
