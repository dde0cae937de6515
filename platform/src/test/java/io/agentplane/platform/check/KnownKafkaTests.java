package io.agentplane.platform.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.agentplane.platform.test.TestPostgres;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;
import org.springframework.boot.health.contributor.Status;
import org.springframework.jdbc.core.simple.JdbcClient;

class KnownKafkaTests {

    private final JdbcClient database = TestPostgres.createDatabase().jdbc();

    @Test
    void staysWithTheFirstUntilAnotherIsAccepted() throws Exception {
        assertThat(known("first", "").call()).isEmpty();
        assertThat(known("other", "").call())
                .hasValueSatisfying(sentence -> assertThat(sentence)
                        .contains("Kafka is the cluster other, but this service's events went to first"));
        assertThat(known("first", "other").call()).isEmpty();
        assertThat(known("other", "other").call()).isEmpty();
        assertThat(known("other", "").call()).isEmpty();
        assertThat(known("first", "").call()).isPresent();
    }

    @Test
    void isDownWhileItIsWrongAndSaysNothingNewWhileNobodyAnswers() throws Exception {
        known("first", "").call();
        String[] answer = {"other"};
        Callable<Optional<String>> look = () -> {
            if (answer[0].isEmpty()) {
                throw new IOException("away");
            }
            return known(answer[0], "").call();
        };
        OutsideCheck check = new OutsideCheck("test", Duration.ofHours(1), look);
        assertThat(check.health().getStatus()).isEqualTo(Status.UP);

        check.look();
        assertThat(check.health().getStatus()).isEqualTo(Status.DOWN);
        assertThat(check.health().getDetails()).containsKey("reason");

        answer[0] = "";
        check.look();
        assertThat(check.health().getStatus()).isEqualTo(Status.DOWN);

        answer[0] = "first";
        check.look();
        assertThat(check.health().getStatus()).isEqualTo(Status.UP);
    }

    @Test
    void saysThatTheLoginIsRefused() throws Exception {
        Callable<String> refused = () -> {
            throw new ExecutionException(new SaslAuthenticationException("Authentication failed"));
        };

        assertThat(new KnownKafka(database, refused, "").call())
                .hasValueSatisfying(sentence -> assertThat(sentence)
                        .startsWith("Kafka refuses the login of this service")
                        .endsWith("Authentication failed"));
    }

    @Test
    void tellsNothingWhileKafkaIsAway() {
        Callable<String> away = () -> {
            throw new ExecutionException(new TimeoutException("nobody"));
        };

        assertThatThrownBy(() -> new KnownKafka(database, away, "").call()).isInstanceOf(ExecutionException.class);
    }

    private KnownKafka known(String present, String accepted) {
        return new KnownKafka(database, () -> present, accepted);
    }
}
