package io.agentplane.platform.test.bad;

import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;

/** Breaks the rules that texts of requests have a rule, and patterns a name. */
public record UnruledRequest(
        @Size(max = 100) @Pattern(regexp = "[a-z]*") String text) {}
