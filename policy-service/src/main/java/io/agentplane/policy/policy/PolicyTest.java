package io.agentplane.policy.policy;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.agentplane.platform.path.Addressable;
import io.agentplane.platform.path.Undetoured;
import io.agentplane.platform.text.PlainText;
import io.agentplane.policy.engine.CanonicalId;
import io.agentplane.policy.engine.DecisionRequest;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A case that a policy was written for, or must leave alone.
 *
 * @param name what the case is called in results
 * @param agent the agent's attributes, as conditions ask for them, such as {@code role}; without an {@code id} it is
 *     some agent. None when left out
 * @param action what the agent would do
 * @param resource on what; nothing when left out
 * @param context what would be known of the request; nothing when left out
 * @param time when it would be asked, as an RFC 3339 time; the present when left out
 * @param matches whether the policy, asked alone, has to match
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record PolicyTest(
        @NotNull @NotBlank @Size(min = 1, max = 200) @PlainText
        String name,

        @Size(max = 100) @Nullable Map<String, Object> agent,

        @NotNull @Size(min = 1, max = 200) @Addressable String action,

        @Size(max = 1000) @PlainText @Undetoured @Nullable String resource,

        @Size(max = 100) @Nullable Map<String, Object> context,
        @Nullable Instant time,
        @NotNull Boolean matches) {

    public PolicyTest {
        agent = agent == null ? Map.of() : agent;
        context = context == null ? Map.of() : context;
    }

    DecisionRequest question(Instant now) {
        Map<String, Object> attributes = new HashMap<>(Map.of("id", "some-agent"));
        attributes.putAll(Objects.requireNonNull(agent));
        attributes.computeIfPresent("id", (key, id) -> CanonicalId.of(id.toString()));
        return new DecisionRequest(
                attributes,
                action,
                resource == null ? null : CanonicalId.inPath(resource),
                Objects.requireNonNull(context),
                time == null ? now : time);
    }
}
