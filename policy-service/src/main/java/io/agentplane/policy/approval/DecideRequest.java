package io.agentplane.policy.approval;

import io.agentplane.platform.text.PlainLines;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/** Why it is decided so, in the decider's words. */
record DecideRequest(@Size(max = 2000) @PlainLines @Nullable String reason) {}
