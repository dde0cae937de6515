package io.agentplane.policy.approval;

import io.agentplane.platform.text.PlainLines;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

/**
 * A comment on an approval.
 *
 * @param text what there is to say
 */
@Schema(example = "{\"text\": \"Which rows does this touch?\"}")
record CommentRequest(
        @NotNull @NotBlank @Size(min = 1, max = 2000) @PlainLines
        String text) {}
