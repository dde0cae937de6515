package io.agentplane.platform.identity;

import io.agentplane.platform.signal.SignalledLoop;
import io.agentplane.platform.signing.SigningKeys;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;

/** Gives signing keys, and the tokens made with them, to a service that has a place to keep some. */
@AutoConfiguration(before = IdentityAutoConfiguration.class)
@ConditionalOnProperty("agentplane.identity.signing-key-file")
@EnableConfigurationProperties(TokenSettings.class)
public class TokenIssuerAutoConfiguration {

    @Bean
    SigningKeys signingKeys(TokenSettings settings, Clock clock) {
        return SigningKeys.open(settings.signingKeyFile(), settings.keyTimes(), clock);
    }

    @Bean
    SignalledLoop signingKeyLoop(SigningKeys keys) {
        return new SignalledLoop("signing-keys", TokenSettings.KEYS_READ_EVERY, keys::refresh);
    }

    @Bean
    TokenIssuer tokenIssuer(SigningKeys keys, TokenSettings settings, Clock clock) {
        return new TokenIssuer(keys, settings, clock);
    }

    @Bean
    SigningKeyController signingKeyController(TokenIssuer issuer) {
        return new SigningKeyController(issuer);
    }

    /** Always up, since the keys in memory go on; degraded while the file can't be used. */
    @Bean
    HealthIndicator signingKeysHealthIndicator(SigningKeys keys) {
        return () -> Health.up()
                .withDetail("degraded", keys.isDegraded())
                .withDetail("rotating", keys.isRotating())
                .build();
    }

    @Bean
    MeterBinder signingKeyMetrics(SigningKeys keys) {
        return registry -> {
            TimeGauge.builder(
                            "agentplane.signing.key.age",
                            keys,
                            TimeUnit.MILLISECONDS,
                            TokenIssuerAutoConfiguration::age)
                    .description("Since when the key exists that signs at present; NaN if its file doesn't say")
                    .register(registry);
            Gauge.builder(
                            "agentplane.signing.keys.published",
                            keys,
                            all -> all.published().size())
                    .description(
                            "The keys by which tokens of this service are verified; two while one follows the other")
                    .register(registry);
            failures(registry, "read", keys, SigningKeys::readFailures);
            failures(registry, "rotation", keys, SigningKeys::rotationFailures);
        };
    }

    private static double age(SigningKeys keys) {
        return keys.age().map(Duration::toMillis).map(Long::doubleValue).orElse(Double.NaN);
    }

    private static void failures(
            MeterRegistry registry, String kind, SigningKeys keys, ToDoubleFunction<SigningKeys> count) {
        FunctionCounter.builder("agentplane.signing.failures", keys, count)
                .description(
                        "How often the file of the signing keys could not be read, or not be changed when it was time")
                .tag("kind", kind)
                .register(registry);
    }
}
