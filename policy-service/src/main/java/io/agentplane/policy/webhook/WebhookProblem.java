package io.agentplane.policy.webhook;

import io.agentplane.platform.problem.ProblemCode;
import io.agentplane.platform.problem.ProblemKind;

/** Why there is nothing to tell of a webhook. */
enum WebhookProblem implements ProblemCode {
    /** The namespace has no webhook. Set one first. */
    WEBHOOK_NOT_FOUND(ProblemKind.NOT_FOUND);

    private final ProblemKind kind;

    WebhookProblem(ProblemKind kind) {
        this.kind = kind;
    }

    @Override
    public ProblemKind kind() {
        return kind;
    }
}
