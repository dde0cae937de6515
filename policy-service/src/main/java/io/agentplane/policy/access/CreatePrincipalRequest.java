package io.agentplane.policy.access;

import io.agentplane.platform.path.Addressable;
import io.agentplane.platform.text.PlainText;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A principal to be created, without roles yet.
 *
 * @param name the principal's name, which no other principal of the namespace has
 * @param kind {@code PERSON}, {@code SERVICE} for a program that works for people, such as a CI job, or {@code AGENT}
 * @param agentId the registered agent that it is and may act as; for an {@code AGENT}, and for no other
 */
@Schema(example = "{\"name\": \"nightly-build\", \"kind\": \"SERVICE\"}")
record CreatePrincipalRequest(
        @NotNull @NotBlank @Size(min = 1, max = 200) @PlainText @Addressable
        String name,

        @NotNull PrincipalKind kind,
        @Nullable UUID agentId) {}
