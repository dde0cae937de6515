package io.agentplane.registry.agent;

import io.agentplane.platform.path.Addressable;
import io.agentplane.platform.text.PlainText;
import io.agentplane.platform.text.SimpleName;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.text.Normalizer;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.jspecify.annotations.Nullable;

/** A new agent, or a new version of one. What is left out takes the default of the component. */
record RegisterAgentRequest(
        @NotNull @SimpleName String name,

        @NotNull @AgentVersion String version,

        @Size(max = 2000) @PlainText @Nullable String description,

        @NotNull @NotBlank @Size(max = 100) @PlainText @Addressable
        String owner,

        @Nullable AgentRole role,

        @Size(max = 100) @PlainText @Addressable @Nullable String specialization,

        @Size(max = 100) @Nullable List<@NotNull @SimpleName String> capabilities,
        @Size(max = 100) @Nullable List<@NotNull @SimpleName String> tools,

        @Size(max = 100) @PlainText @Nullable String model,

        @InstanceEndpoint @Nullable String endpoint,

        @Size(max = 20) @Nullable List<@NotNull @SimpleName String> protocols,
        @Min(1) @Max(10_000) @Nullable Integer maxConcurrency,

        @DurationMin(millis = 1) @DurationMax(days = 1) @Nullable
        Duration timeout,

        @DurationMin(seconds = 1) @DurationMax(days = 30) @Nullable
        Duration degradedAfter,

        @Size(max = 50) @Nullable Map<@NotNull @SimpleName String, @NotNull @Size(max = 200) @PlainText String> tags,

        @Valid @Nullable Resources resources,
        @Nullable UUID backupAgentId) {

    RegisterAgentRequest {
        description = description == null ? "" : description;
        role = role == null ? AgentRole.WORKER : role;
        capabilities = capabilities == null ? List.of() : capabilities;
        tools = tools == null ? List.of() : tools;
        protocols = protocols == null ? List.of("rest") : protocols;
        maxConcurrency = maxConcurrency == null ? 1 : maxConcurrency;
        timeout = timeout == null ? Duration.ofSeconds(30) : timeout;
        tags = tags == null ? Map.of() : composed(tags);
    }

    /** Values of tags are compared, so there is one spelling of each. */
    private static Map<String, String> composed(Map<String, String> tags) {
        Map<String, String> composed = new LinkedHashMap<>(tags);
        for (Map.Entry<String, String> tag : composed.entrySet()) {
            if (tag.getValue() != null) {
                tag.setValue(Normalizer.normalize(tag.getValue(), Normalizer.Form.NFC));
            }
        }
        return composed;
    }

    RegisterAgentRequest withBackup(@Nullable UUID id) {
        return new RegisterAgentRequest(
                name,
                version,
                description,
                owner,
                role,
                specialization,
                capabilities,
                tools,
                model,
                endpoint,
                protocols,
                maxConcurrency,
                timeout,
                degradedAfter,
                tags,
                resources,
                id);
    }
}
