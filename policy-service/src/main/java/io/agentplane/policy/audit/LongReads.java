package io.agentplane.policy.audit;

import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;

/** Lets few read whole chains at a time: each holds a connection to the database for as long as its reader takes. */
@Component
class LongReads {

    private final Semaphore places;

    LongReads(AuditSettings settings) {
        places = new Semaphore(settings.readersAtOnce());
    }

    /** Reads, or refuses when as many as may are at it; never waits. */
    <T> T read(Supplier<T> reading) {
        if (!places.tryAcquire()) {
            throw AuditProblem.AUDIT_READERS_BUSY.because(
                    "Too many exports and verifications of the audit log are running; retry later");
        }
        try {
            return reading.get();
        } finally {
            places.release();
        }
    }
}
