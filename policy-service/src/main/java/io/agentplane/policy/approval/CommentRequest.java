package io.agentplane.policy.approval;

import static io.agentplane.policy.approval.DecideRequest.TEXT;
import static io.agentplane.policy.approval.DecideRequest.TEXT_RULE;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;

record CommentRequest(
        @NotNull @NotBlank @Size(max = 2000) @Pattern(regexp = TEXT, message = TEXT_RULE)
        String text) {}
