package io.agentplane.policy.approval;

import io.agentplane.platform.text.PlainLines;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

record CommentRequest(
        @NotNull @NotBlank @Size(max = 2000) @PlainLines String text) {}
