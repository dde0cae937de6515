package io.agentplane.policy.policy;

import io.agentplane.platform.identity.Namespace;
import io.agentplane.policy.engine.CompileRefusedException;
import io.agentplane.policy.engine.CompileRoom;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** Compiles and tries policies that were sent, away from the threads and database connections that all requests share. */
@Component
public class PolicyWork {

    private final CompileRoom room;

    PolicyWork(PolicySettings settings, MeterRegistry metrics) {
        room = new CompileRoom(
                "policy-work", settings.compiledAtOnce(), settings.compileWaiting(), settings.compileTimeLimit());
        FunctionCounter.builder("agentplane.policy.work.left.behind", room, CompileRoom::everLeftBehind)
                .description("Threads that went on with a policy when their time was up")
                .register(metrics);
    }

    /**
     * Does for the present namespace what takes a while and neither reads nor changes anything. Never in a transaction.
     *
     * @throws io.agentplane.platform.problem.DomainException when it takes too long, or too many wait for the same
     */
    public <T> T outsideTransaction(Supplier<T> work) {
        if (TransactionSynchronizationManager.isActualTransactionActive()) {
            throw new IllegalStateException("Policies are compiled before a transaction begins");
        }
        try {
            return room.call(Namespace.current(), work);
        } catch (CompileRefusedException refused) {
            throw refused.isTooLong()
                    ? PolicyProblem.POLICY_TOO_COSTLY
                            .because(
                                    "The namespace's policies take too long to compile or try; make them fewer or simpler")
                            .causedBy(refused)
                    : PolicyProblem.POLICIES_BUSY
                            .because("Too many policies are being compiled; retry later")
                            .causedBy(refused);
        }
    }
}
