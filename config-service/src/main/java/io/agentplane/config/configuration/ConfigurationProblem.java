package io.agentplane.config.configuration;

import io.agentplane.platform.problem.ProblemCode;
import io.agentplane.platform.problem.ProblemKind;

/** Why a configuration is not changed or shown. */
enum ConfigurationProblem implements ProblemCode {
    /**
     * The configuration does not fit its schema or its bounds. Correct what {@code errors} lists; nothing was changed.
     */
    CONFIGURATION_INVALID(ProblemKind.UNPROCESSABLE),

    /** This configuration has no such revision. Take one from its list of revisions. */
    CONFIGURATION_REVISION_NOT_FOUND(ProblemKind.NOT_FOUND);

    private final ProblemKind kind;

    ConfigurationProblem(ProblemKind kind) {
        this.kind = kind;
    }

    @Override
    public ProblemKind kind() {
        return kind;
    }
}
