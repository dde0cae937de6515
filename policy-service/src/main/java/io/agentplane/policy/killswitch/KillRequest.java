package io.agentplane.policy.killswitch;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;

/**
 * Why agents are stopped.
 *
 * @param reason shown to everyone who is refused
 */
record KillRequest(
        @NotNull
        @NotBlank
        @Size(max = 500)
        @Pattern(regexp = "[^\\p{Cntrl}]*", message = "must have no control characters")
        String reason) {}
