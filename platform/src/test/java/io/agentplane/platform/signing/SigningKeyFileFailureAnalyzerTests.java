package io.agentplane.platform.signing;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.BeanCreationException;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.core.io.support.SpringFactoriesLoader;

class SigningKeyFileFailureAnalyzerTests {

    @Test
    void saysInsteadOfAStackTraceWhatIsWrongAndWhatToDo(@TempDir Path folder) throws Exception {
        Path file = Files.createFile(folder.resolve("keys"));
        var times = new KeyTimes(Duration.ofDays(30), Duration.ofMinutes(10), Duration.ofMinutes(2));
        Throwable unusable = Assertions.catchThrowable(() -> SigningKeys.open(file, times, Clock.systemUTC()));

        List<FailureAnalysis> said = SpringFactoriesLoader.forDefaultResourceLocation()
                .load(FailureAnalyzer.class, SpringFactoriesLoader.FailureHandler.handleMessage((message, cause) -> {}))
                .stream()
                .filter(SigningKeyFileFailureAnalyzer.class::isInstance)
                .map(analyzer -> analyzer.analyze(new BeanCreationException("signingKeys", "failed", unusable)))
                .filter(Objects::nonNull)
                .toList();

        assertThat(said).hasSize(1);
        assertThat(said.getFirst().getDescription()).isEqualTo("The file of the signing keys, " + file + ", is empty.");
        assertThat(said.getFirst().getAction()).startsWith("Put the keys back, or delete the file");
    }
}
