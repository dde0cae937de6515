package io.agentplane.policy.approval;

import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A request that a policy lets through only with approval.
 *
 * @param decisionId the decision that says so; an answer is told apart by it
 * @param idempotencyKey under which the caller repeats the request
 */
public record ApprovalQuestion(
        UUID decisionId,
        String agentId,
        String action,
        @Nullable String resource,
        Map<String, ?> context,
        UUID policyId,
        @Nullable String idempotencyKey) {}
