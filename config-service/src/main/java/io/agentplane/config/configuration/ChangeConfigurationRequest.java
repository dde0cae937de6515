package io.agentplane.config.configuration;

import io.agentplane.platform.text.PlainText;
import io.agentplane.platform.web.MergePatch;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * New settings, and why they change.
 *
 * @param values the settings: all of them for a PUT, a merge patch for a PATCH. No others than these are known:
 *     <ul>
 *     <li>{@code model}: the language model to use, up to 100 characters
 *     <li>{@code temperature}: 0 to 2; 0.7 is built in
 *     <li>{@code maxTokens}: tokens per answer, from 1 to 10,000,000; 4096 is built in
 *     <li>{@code maxRetries}: attempts after the first one, 0 to 20; 3 is built in
 *     <li>{@code timeout}: the longest time for one attempt, as an ISO 8601 duration in hours, minutes and seconds. All attempts
 *     together have an hour at most; {@code PT30S} is built in
 *     <li>{@code rateLimitRpm}: calls per minute, from 1 to 1,000,000; 60 is built in
 *     <li>{@code features}: names of up to 200 features, each true or false
 *     <li>{@code blockedTools}: names of up to 200 tools that the agent must not use
 *     <li>{@code allowedDomains}: up to 200 domains that the agent may call, in small letters, as in {@code example.org} or
 *     {@code *.example.org}
 *     <li>{@code extra}: up to 100 further settings under names of your own, each a text, a number, true or false
 *     </ul>
 * @param reason why, for whoever reads the history
 */
@Schema(example = """
        {
          "values": {"model": "large-1", "temperature": 0.2, "timeout": "PT2M", "features": {"search": true}},
          "reason": "Translations should not vary"
        }""")
record ChangeConfigurationRequest(
        @NotNull @Size(max = 100) Map<String, @Nullable Object> values,

        @NotBlank @Size(min = 1, max = 500) @PlainText String reason) {

    Map<String, Object> replacing(Map<String, Object> before) {
        return MergePatch.apply(Map.of(), values);
    }

    Map<String, Object> patching(Map<String, Object> before) {
        return MergePatch.apply(before, values);
    }
}
