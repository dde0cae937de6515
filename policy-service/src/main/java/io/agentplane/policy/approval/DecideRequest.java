package io.agentplane.policy.approval;

import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/** Why it is decided so, in the decider's words. */
record DecideRequest(
        @Size(max = 2000) @Pattern(regexp = TEXT, message = TEXT_RULE) @Nullable
        String reason) {

    /** Line breaks and tabs are fine. */
    static final String TEXT = "[^\\p{Cs}\\x00-\\x08\\x0B\\x0C\\x0E-\\x1F\\x7F-\\x9F]*";

    static final String TEXT_RULE = "must have no control characters but line breaks and tabs";
}
