package io.agentplane.policy.approval;

import io.agentplane.platform.text.PlainLines;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/**
 * Why it is decided so. The body may be left out.
 *
 * @param reason the reason in the decider's words; none when left out
 */
@Schema(example = "{\"reason\": \"The list was checked by two of us\"}")
record DecideRequest(@Size(max = 2000) @PlainLines @Nullable String reason) {}
