package io.agentplane.platform.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.agentplane.platform.test.TestPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.health.contributor.Status;

class KnownKafkaTests {

    private final ClusterMemory schema =
            new ClusterInSchema(TestPostgres.createDatabase().jdbc());

    @TempDir
    private Path folder;

    @Test
    void staysWithTheFirstUntilAnotherIsAccepted() throws Exception {
        staysWithTheFirstUntilAnotherIsAccepted(schema);
    }

    @Test
    void staysWithTheFirstInAFileToo() throws Exception {
        staysWithTheFirstUntilAnotherIsAccepted(new ClusterInFile(folder.resolve("not-yet-there/kafka-cluster")));

        assertThat(folder.resolve("not-yet-there"))
                .isDirectoryContaining("glob:**/kafka-cluster")
                .satisfies(made -> assertThat(made.toFile().list()).hasSize(1));
    }

    @Test
    void takesAnEmptyFileForNone() throws Exception {
        Path file = Files.createFile(folder.resolve("kafka-cluster"));

        assertThat(known(new ClusterInFile(file), "first", "").call()).isEmpty();
        assertThat(known(new ClusterInFile(file), "other", "").call()).isPresent();
    }

    private static void staysWithTheFirstUntilAnotherIsAccepted(ClusterMemory memory) throws Exception {
        assertThat(known(memory, "first", "").call()).isEmpty();
        assertThat(known(memory, "other", "").call())
                .hasValueSatisfying(sentence -> assertThat(sentence)
                        .contains("Kafka is the cluster other, but this service's events went to first"));
        assertThat(known(memory, "first", "other").call()).isEmpty();
        assertThat(known(memory, "other", "other").call()).isEmpty();
        assertThat(known(memory, "other", "").call()).isEmpty();
        assertThat(known(memory, "first", "").call()).isPresent();
    }

    @Test
    void isDownWhileItIsWrongAndSaysNothingNewWhileNobodyAnswers() throws Exception {
        known(schema, "first", "").call();
        String[] answer = {"other"};
        Callable<Optional<String>> look = () -> {
            if (answer[0].isEmpty()) {
                throw new IOException("away");
            }
            return known(schema, answer[0], "").call();
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

        assertThat(new KnownKafka(schema, refused, "").call())
                .hasValueSatisfying(sentence -> assertThat(sentence)
                        .startsWith("Kafka refuses the login of this service")
                        .endsWith("Authentication failed"));
    }

    @Test
    void tellsNothingWhileKafkaIsAway() {
        Callable<String> away = () -> {
            throw new ExecutionException(new TimeoutException("nobody"));
        };

        assertThatThrownBy(() -> new KnownKafka(schema, away, "").call()).isInstanceOf(ExecutionException.class);
    }

    private static KnownKafka known(ClusterMemory memory, String present, String accepted) {
        return new KnownKafka(memory, () -> present, accepted);
    }
}
