package io.agentplane.platform.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.agentplane.platform.signal.SignalledLoop;
import io.agentplane.platform.signing.SettableClock;
import io.agentplane.platform.signing.SigningKeys;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

class TokenIssuerAutoConfigurationTests {

    private final SettableClock clock = new SettableClock(Instant.parse("2026-01-01T00:00:00Z"));

    @TempDir
    private Path folder;

    private Path file;
    private ApplicationContextRunner service;

    @BeforeEach
    void prepare() {
        file = folder.resolve("keys");
        service = new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(TokenIssuerAutoConfiguration.class))
                .withBean(Clock.class, () -> clock)
                .withPropertyValues(
                        "agentplane.identity.issuer=a-service", "agentplane.identity.signing-key-file=" + file);
    }

    @Test
    void changesKeysEveryMonthUnlessItIsToldOtherwise() {
        service.run(context -> assertThat(context.getBean(TokenSettings.class))
                .isEqualTo(new TokenSettings(
                        "a-service", file, Duration.ofMinutes(2), Duration.ofDays(30), Duration.ofMinutes(10))));
    }

    @ParameterizedTest
    @CsvSource({
        "PT6M, P30D, key-overlap must be longer than six minutes",
        "PT0S, P30D, key-overlap must be longer than six minutes",
        "PT10M, PT35M59S, key-rotation must be at least three times as long",
        "P10D, P30D, key-rotation must be at least three times as long",
        "PT10M, PT0S, key-rotation must be at least three times as long",
        "PT10M, P36500D, must be shorter"
    })
    void refusesTimesInWhichOthersWouldMissAKey(String overlap, String rotation, String why) {
        service.withPropertyValues(
                        "agentplane.identity.key-overlap=" + overlap, "agentplane.identity.key-rotation=" + rotation)
                .run(context -> {
                    assertThat(context).hasFailed();
                    assertThat(context.getStartupFailure()).rootCause().hasMessageContaining(why);
                });
        assertThat(file).doesNotExist();
    }

    @ParameterizedTest
    @CsvSource({"PT6M1S, P1D", "PT10M, PT36M"})
    void takesTimesThatAreJustEnough(String overlap, String rotation) {
        service.withPropertyValues(
                        "agentplane.identity.key-overlap=" + overlap, "agentplane.identity.key-rotation=" + rotation)
                .run(context -> assertThat(context).hasNotFailed().hasSingleBean(SignalledLoop.class));
    }

    @Test
    void doesNotStartWithAFileThatHoldsNoKeys() throws Exception {
        Files.writeString(file, "garbled");

        service.run(context -> {
            assertThat(context).hasFailed();
            assertThat(context.getStartupFailure())
                    .rootCause()
                    .hasMessageStartingWith("The file of the signing keys, " + file + ", is no JSON Web Key Set; ");
        });
        assertThat(file).hasContent("garbled");
    }

    @Test
    void isWatchedWhileItsKeysChangeAndWhileTheyCanNotBeRead() {
        service.run(context -> {
            // Its first round is over when the metrics are there; the next one comes in a minute.
            context.getBean(SignalledLoop.class).stop();
            var keys = context.getBean(SigningKeys.class);
            var metrics = new SimpleMeterRegistry();
            context.getBean(MeterBinder.class).bindTo(metrics);
            assertThat(age(metrics)).isZero();
            assertThat(published(metrics)).isEqualTo(1);

            clock.advance(Duration.ofDays(30));
            keys.refresh();
            assertThat(age(metrics)).isEqualTo(30);
            assertThat(published(metrics)).isEqualTo(2);
            assertThat(health(context.getBean(HealthIndicator.class))).containsEntry("degraded", false);

            Files.writeString(file, "garbled");
            keys.refresh();
            keys.refresh();
            assertThat(failures(metrics, "read")).isEqualTo(2);
            assertThat(failures(metrics, "rotation")).isZero();
            assertThat(published(metrics)).isEqualTo(2);
            assertThat(health(context.getBean(HealthIndicator.class)))
                    .containsEntry("degraded", true)
                    .containsEntry("rotating", true);
        });
    }

    private static double age(MeterRegistry metrics) {
        return metrics.get("agentplane.signing.key.age").timeGauge().value(TimeUnit.DAYS);
    }

    private static double published(MeterRegistry metrics) {
        return metrics.get("agentplane.signing.keys.published").gauge().value();
    }

    private static double failures(MeterRegistry metrics, String kind) {
        return metrics.get("agentplane.signing.failures")
                .tag("kind", kind)
                .functionCounter()
                .count();
    }

    private static Map<String, Object> health(HealthIndicator indicator) {
        Health health = indicator.health();
        assertThat(health).isNotNull();
        assertThat(health.getStatus()).as("the keys in memory go on").isEqualTo(Status.UP);
        return health.getDetails();
    }
}
