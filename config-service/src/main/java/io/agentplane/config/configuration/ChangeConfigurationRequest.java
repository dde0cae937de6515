package io.agentplane.config.configuration;

import io.agentplane.platform.text.PlainText;
import io.agentplane.platform.web.MergePatch;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * New values of a layer, and why.
 *
 * @param values the whole layer, or in a PATCH a merge patch of it; what may stand in it is said by the schema
 */
record ChangeConfigurationRequest(
        @NotNull @Size(max = 100) Map<String, @Nullable Object> values,

        @NotBlank @Size(max = 500) @PlainText String reason) {

    Map<String, Object> replacing(Map<String, Object> before) {
        return MergePatch.apply(Map.of(), values);
    }

    Map<String, Object> patching(Map<String, Object> before) {
        return MergePatch.apply(before, values);
    }
}
