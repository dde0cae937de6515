package io.agentplane.registry.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.support.TransactionCallback;
import org.springframework.transaction.support.TransactionOperations;

/** How a round of elections goes on, and when it ends. */
class ElectionRoundTests {

    @Test
    void endsWithTheFirstClusterWhenThereIsNoDatabase() {
        var tried = new AtomicInteger();

        assertThatThrownBy(() -> round(tried, new CannotCreateTransactionException("no database")))
                .isInstanceOf(CannotCreateTransactionException.class);
        assertThat(tried).hasValue(1);
    }

    @Test
    void goesOnWhenOneClusterFails() {
        var tried = new AtomicInteger();

        round(tried, new DataIntegrityViolationException("this one"));

        assertThat(tried).hasValue(3);
    }

    private static void round(AtomicInteger tried, RuntimeException failure) {
        var failing = new TransactionOperations() {
            @Override
            public <T> T execute(TransactionCallback<T> action) {
                tried.incrementAndGet();
                throw failure;
            }
        };
        var three = new ClusterQueries(null) {
            @Override
            List<Due> due(int limit) {
                return List.of(due(), due(), due());
            }

            private static Due due() {
                return new Due(UUID.randomUUID(), "any");
            }
        };
        new Leadership(null, three, null, null, null, failing, new SimpleMeterRegistry()).replaceLost();
    }
}
