package io.agentplane.platform.note;

import io.agentplane.platform.problem.ProblemCode;
import io.agentplane.platform.problem.ProblemKind;

enum NoteProblem implements ProblemCode {
    /** There is no such note. Look at the list of notes. */
    NOTE_NOT_FOUND;

    @Override
    public ProblemKind kind() {
        return ProblemKind.NOT_FOUND;
    }
}
