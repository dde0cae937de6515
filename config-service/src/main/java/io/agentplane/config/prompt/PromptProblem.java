package io.agentplane.config.prompt;

import io.agentplane.platform.problem.ProblemCode;
import io.agentplane.platform.problem.ProblemKind;

/** Why the library says no. */
enum PromptProblem implements ProblemCode {
    /**
     * There is no prompt of this name in the namespace. Look at the list of prompts, and at the namespace of the call.
     */
    PROMPT_NOT_FOUND(ProblemKind.NOT_FOUND),

    /** The prompt has no such version. Take one from its list of versions. */
    PROMPT_VERSION_NOT_FOUND(ProblemKind.NOT_FOUND),

    /** A prompt of this name exists already. Add a version to it, or take another name. */
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
