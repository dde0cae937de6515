package io.agentplane.gateway.decision;

import io.agentplane.gateway.spool.SpooledLog;
import io.agentplane.platform.problem.DomainException;
import io.agentplane.policy.evaluation.DecisionMade;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Brings decisions to the policy service. One that someone will quote is on disk before it is told. */
@Component
class DecisionLog {

    private static final CompletableFuture<@Nullable Void> NOTHING_TO_WAIT_FOR =
            CompletableFuture.completedFuture(null);

    private final SpooledLog<DecisionMade> spool;
    private final long timeoutNanos;

    DecisionLog(SpooledLog<DecisionMade> decisionSpool, DecisionSettings settings) {
        this.spool = decisionSpool;
        this.timeoutNanos = settings.keepTimeout().toNanos();
    }

    /** Takes decisions; done when those that bind are on disk. Where there is no room, ALLOWs are given up and counted. */
    CompletableFuture<@Nullable Void> keep(List<DecisionMade> decisions) {
        CompletableFuture<@Nullable Void> last = NOTHING_TO_WAIT_FOR;
        for (DecisionMade made : decisions) {
            if (!made.decision().binds()) {
                spool.offer(made);
            } else if (spool.hasRoom()) {
                CompletableFuture<@Nullable Void> written = spool.write(made);
                last = last == NOTHING_TO_WAIT_FOR ? written : last.thenCombine(written, (one, other) -> null);
            } else {
                throw unavailable();
            }
        }
        return last.isDone() && !last.isCompletedExceptionally()
                ? last
                : last.orTimeout(timeoutNanos, TimeUnit.NANOSECONDS).exceptionally(failed -> {
                    throw unavailable().causedBy(failed);
                });
    }

    private static DomainException unavailable() {
        return DecisionProblem.DECISION_LOG_UNAVAILABLE.because(
                "There is no room to record decisions, so none is given; retry later");
    }
}
