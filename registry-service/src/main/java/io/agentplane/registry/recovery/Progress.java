package io.agentplane.registry.recovery;

import io.agentplane.registry.agent.RecoveryStep;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What came of working on a phase, and how to go on.
 *
 * @param outcome absent while a hand-over is only waited for
 * @param events none where nothing happened to the agent
 * @param next the phase to go on with; absent when nothing more is tried
 * @param attempt of that phase, from 1
 * @param pause before it
 */
record Progress(
        @Nullable Outcome outcome,
        String detail,
        List<RecoveryStep> events,
        @Nullable RecoveryPhase next,
        int attempt,
        Duration pause) {

    /** The phase is over, well or not. */
    static Progress to(RecoveryPhase next, Outcome outcome, RecoveryStep event, String detail) {
        return new Progress(outcome, detail, List.of(event), next, 1, Duration.ZERO);
    }

    /** There is nothing to do in the phase. */
    static Progress skipTo(RecoveryPhase next, String detail) {
        return new Progress(Outcome.SKIPPED, detail, List.of(), next, 1, Duration.ZERO);
    }

    static Progress waiting(RecoveryPhase phase, Duration pause) {
        return new Progress(null, "", List.of(), phase, 1, pause);
    }

    /** The phase is tried once more. */
    static Progress again(RecoveryPhase phase, int attempt, Duration pause, List<RecoveryStep> events, String detail) {
        return new Progress(Outcome.FAILED, detail, events, phase, attempt, pause);
    }

    /** Nothing more is tried. */
    static Progress end(Outcome outcome, List<RecoveryStep> events, String detail) {
        return new Progress(outcome, detail, events, null, 0, Duration.ZERO);
    }

    Progress after(Duration newPause) {
        return new Progress(outcome, detail, events, next, attempt, newPause);
    }
}
