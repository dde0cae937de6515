package io.agentplane.gateway.api;

import io.agentplane.platform.problem.DomainException;
import io.agentplane.platform.problem.RefusedReadException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.jetty.client.Request;
import org.jspecify.annotations.Nullable;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * The calls that services have not answered to their end: streams, and callers that wait. Each is asked time and again
 * whether it would still be let in, and ended when it would not: its key was revoked, a role is gone, its principal is
 * disabled, or the agent that acts is stopped.
 */
@Component
class OpenCalls {

    private static final long SETTLED_NANOS = Duration.ofMillis(500).toNanos();

    private final Set<OpenCall> calls = ConcurrentHashMap.newKeySet();

    /** @param admission fails with a refusal when the call would not be let in now */
    OpenCall begin(Runnable admission) {
        var call = new OpenCall(admission);
        calls.add(call);
        return call;
    }

    void end(OpenCall call) {
        calls.remove(call);
    }

    /** Most calls are over before they are looked at once. At a rate, so that no other task that waits holds it up. */
    @Scheduled(fixedRateString = "PT0.5S")
    void look() {
        long now = System.nanoTime();
        for (OpenCall call : calls) {
            if (now - call.begunAt > SETTLED_NANOS) {
                call.look();
            }
        }
    }

    /** One call, from its admission to the end of its answer. */
    static final class OpenCall {

        private final long begunAt = System.nanoTime();
        private final Runnable admission;
        private @Nullable Request passedOn;
        private @Nullable DomainException refusal;

        private OpenCall(Runnable admission) {
            this.admission = admission;
        }

        /** Tells by which request it was passed on to a service. */
        synchronized void isPassedOnBy(Request request) {
            passedOn = request;
            if (refusal != null) {
                request.abort(new RefusedReadException(refusal));
            }
        }

        private void look() {
            try {
                admission.run();
            } catch (DomainException refused) {
                refuse(refused);
            }
        }

        private synchronized void refuse(DomainException refused) {
            if (refusal == null) {
                refusal = refused;
                if (passedOn != null) {
                    passedOn.abort(new RefusedReadException(refused));
                }
            }
        }
    }
}
