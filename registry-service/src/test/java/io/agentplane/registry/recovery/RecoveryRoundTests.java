package io.agentplane.registry.recovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.support.TransactionOperations;

/** How a round of recoveries goes on, and when it ends. */
class RecoveryRoundTests {

    private final AtomicInteger claims = new AtomicInteger();

    @Test
    void endsWithWhatIsClaimedWhenThereIsNoDatabase() {
        assertThatThrownBy(() -> round(new CannotCreateTransactionException("no database")))
                .isInstanceOf(CannotCreateTransactionException.class);
        assertThat(claims).hasValue(1);
    }

    @Test
    void goesOnWhenOneRecoveryFails() {
        round(new IllegalStateException("this one"));

        assertThat(claims).hasValue(3);
    }

    private void round(RuntimeException failure) {
        var two = new RecoveryQueries(null, null) {
            @Override
            List<Due> claim(int most, Duration claimTimeout) {
                return claims.incrementAndGet() > 2
                        ? List.of()
                        : List.of(new Due(UUID.randomUUID(), "any", RecoveryPhase.TASK_HANDOVER, 1, Duration.ZERO, 1));
            }
        };
        var failing = new RecoveryPhases(null, null, null, null, null) {
            @Override
            Progress work(RecoveryQueries.Due due) {
                throw failure;
            }
        };
        var settings = new RecoverySettings(Duration.ZERO, Duration.ZERO, 1, 1, Duration.ZERO, Duration.ZERO, 1);
        new Recoveries(
                        two,
                        failing,
                        null,
                        null,
                        TransactionOperations.withoutTransaction(),
                        settings,
                        new SimpleMeterRegistry())
                .goOn();
    }
}
