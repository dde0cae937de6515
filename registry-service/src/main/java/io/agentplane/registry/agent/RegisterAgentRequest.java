package io.agentplane.registry.agent;

import com.fasterxml.jackson.annotation.JsonFormat;
import io.agentplane.platform.path.Addressable;
import io.agentplane.platform.text.PlainText;
import io.agentplane.platform.text.SimpleName;
import io.swagger.v3.oas.annotations.media.Schema;
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

/**
 * What is said of an agent when it is registered.
 *
 * @param name the agent's name, the same for all of its versions
 * @param version the version that is registered, such as {@code 1.4.0}. One that can't be read as a semantic version
 *     can be registered too, but is found by no range
 * @param description what the agent does, for people; empty when left out
 * @param owner who answers for the agent. Names are compared character by character. An owner's budget pays for what
 *     its agents do
 * @param role what the agent is there for, in capitals or small letters; {@code WORKER} when left out. The catalogue of
 *     roles says what each stands for
 * @param specialization the field that the agent knows best, in words
 * @param capabilities what the agent can do; tasks and searches ask for these names. None when left out
 * @param tools the names of the tools that the agent uses; none when left out
 * @param model the name of the language model that the agent uses
 * @param endpoint the {@code http} or {@code https} URL at which the agent is called, without user information and
 *     fragment. It is the agent's first instance; none when left out
 * @param protocols the names of the protocols that the agent speaks at its endpoint; {@code rest} alone when left out
 * @param maxConcurrency how many tasks the agent does at once; 1 when left out
 * @param timeout how long one call of the agent takes at most, as an ISO 8601 duration from {@code PT0.001S} to
 *     {@code P1D}; {@code PT30S} when left out. Rankings prefer the shorter
 * @param degradedAfter how long the agent may send no heartbeat before it is {@code DEGRADED}, as an ISO 8601 duration
 *     from {@code PT1S} to {@code P30D}; when left out the registry's default holds, which is {@code PT5M} unless it is
 *     set otherwise
 * @param tags free pairs of a key and a value by which agents are found, at most 50; keys are names of 1 to 100 of
 *     {@code A-Za-z0-9._-}, values have at most 200 characters; none when left out
 * @param resources what the agent has to work with
 * @param backupAgentId the agent that is activated when this one is degraded
 */
@Schema(example = """
        {
          "name": "translator",
          "version": "1.0.0",
          "description": "Translates short texts",
          "owner": "docs-team",
          "role": "WORKER",
          "capabilities": ["translate"],
          "tools": ["glossary"],
          "model": "large-1",
          "maxConcurrency": 4,
          "timeout": "PT30S",
          "tags": {"team": "docs"},
          "resources": {"cpu": 2, "memory": 4294967296}
        }
        """)
record RegisterAgentRequest(
        @NotNull @SimpleName String name,

        @NotNull @AgentVersion String version,

        @Size(max = 2000) @PlainText @Nullable String description,

        @NotNull @NotBlank @Size(min = 1, max = 100) @PlainText @Addressable
        String owner,

        @JsonFormat(with = JsonFormat.Feature.ACCEPT_CASE_INSENSITIVE_VALUES) @Nullable
        AgentRole role,

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
