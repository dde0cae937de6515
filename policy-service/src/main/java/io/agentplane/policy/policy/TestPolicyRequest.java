package io.agentplane.policy.policy;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Tests to try instead of the policy's own. */
record TestPolicyRequest(@Size(max = 100) @Nullable List<@NotNull @Valid PolicyTest> tests) {}
