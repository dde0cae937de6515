package io.agentplane.registry.agent;

import io.agentplane.platform.net.HttpEndpoint;
import io.agentplane.platform.path.Addressable;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
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
        @NotNull @Pattern(regexp = NAME, message = NAME_RULE)
        String name,

        @NotNull @Size(max = 40) @Pattern(regexp = VERSION) String version,

        @Size(max = 2000) @Pattern(regexp = PRINTABLE, message = PRINTABLE_RULE) @Nullable
        String description,

        @NotNull @NotBlank @Size(max = 100) @Pattern(regexp = PRINTABLE, message = PRINTABLE_RULE) @Addressable
        String owner,

        @Nullable AgentRole role,

        @Size(max = 100) @Pattern(regexp = PRINTABLE, message = PRINTABLE_RULE) @Nullable
        String specialization,

        @Size(max = 100) @Nullable List<@NotNull @Pattern(regexp = NAME, message = NAME_RULE) String> capabilities,
        @Size(max = 100) @Nullable List<@NotNull @Pattern(regexp = NAME, message = NAME_RULE) String> tools,

        @Size(max = 100) @Pattern(regexp = PRINTABLE, message = PRINTABLE_RULE) @Nullable
        String model,

        @HttpEndpoint @Nullable String endpoint,

        @Size(max = 20) @Nullable List<@NotNull @Pattern(regexp = NAME, message = NAME_RULE) String> protocols,
        @Min(1) @Max(10_000) @Nullable Integer maxConcurrency,

        @DurationMin(millis = 1) @DurationMax(days = 1) @Nullable
        Duration timeout,

        @DurationMin(seconds = 1) @DurationMax(days = 30) @Nullable
        Duration degradedAfter,

        @Size(max = 50) @Nullable
        Map<
                        @NotNull @Pattern(regexp = NAME, message = NAME_RULE) String,
                        @NotNull @Size(max = 200) @Pattern(regexp = PRINTABLE, message = PRINTABLE_RULE) String>
                tags,

        @Valid @Nullable Resources resources,
        @Nullable UUID backupAgentId) {

    static final String NAME = "[A-Za-z0-9][A-Za-z0-9._-]{0,99}";
    static final String VERSION = "[0-9A-Za-z][0-9A-Za-z.+-]*";
    static final String NAME_RULE = "must be 1 to 100 letters, digits, dots, underscores or dashes";
    /** No control characters, nor halves of characters that no text can hold. */
    static final String PRINTABLE = "[^\\p{Cc}\\p{Cs}]*";

    static final String PRINTABLE_RULE = "must have no control characters";

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
