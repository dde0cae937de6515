package io.agentplane.config.prompt;

import io.agentplane.platform.problem.ProblemCode;
import io.agentplane.platform.problem.ProblemKind;

/** Why the library says no. */
enum PromptProblem implements ProblemCode {
    PROMPT_NOT_FOUND(ProblemKind.NOT_FOUND),
    PROMPT_VERSION_NOT_FOUND(ProblemKind.NOT_FOUND),
    PROMPT_ALREADY_EXISTS(ProblemKind.CONFLICT);

    private final ProblemKind kind;

    PromptProblem(ProblemKind kind) {
        this.kind = kind;
    }

    @Override
    public ProblemKind kind() {
        return kind;
    }
}
