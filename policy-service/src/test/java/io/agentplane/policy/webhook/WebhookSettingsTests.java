package io.agentplane.policy.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WebhookSettingsTests {

    @ParameterizedTest
    @CsvSource({"1, PT5S", "2, PT10S", "3, PT20S", "10, PT42M40S", "11, PT1H25M20S", "12, PT2H", "100, PT2H"})
    void doublesThePauseUpToTheLongest(int attempts, Duration pause) {
        var settings = new WebhookSettings(
                Duration.ofSeconds(10),
                Duration.ofSeconds(30),
                32,
                14,
                Duration.ofSeconds(5),
                Duration.ofHours(2),
                Duration.ofSeconds(1),
                Duration.ofDays(30),
                List.of());

        assertThat(settings.pauseAfter(attempts)).isEqualTo(pause);
    }

    /** The specification's own example. */
    @Test
    void signsAsTheSpecificationDoes() {
        var secret = new WebhookSecret("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");

        assertThat(secret.sign(
                        "msg_p5jXN8AQM9LWM0D4loKWxJek", Instant.ofEpochSecond(1614265330), "{\"test\": 2432232314}"))
                .isEqualTo("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
        assertThat(secret).hasToString("whsec_...");
        assertThat(WebhookSecret.generate().text()).startsWith("whsec_").hasSize(50);
    }
}
