package io.agentplane.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class SettingsTests {

    private final WorkerSettings settings = WorkerSettings.defaults();

    @Test
    void extendsALeaseThreeTimesWithinItsLength() {
        assertThat(settings.withLease(Duration.ofSeconds(6)).thirdOfLease()).isEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void refusesAWorkerThatCouldNeverWork() {
        assertThatIllegalArgumentException().isThrownBy(() -> settings.withMaxConcurrency(0));
        assertThatIllegalArgumentException().isThrownBy(() -> settings.withLease(Duration.ZERO));
        assertThatIllegalArgumentException().isThrownBy(() -> settings.withClaimWait(Duration.ofSeconds(-1)));
        assertThatIllegalArgumentException().isThrownBy(() -> settings.withStopWithin(Duration.ofSeconds(-1)));
    }

    @Test
    void refusesAConnectionWithoutLimits() {
        Backoff backoff = settings.backoff();
        Duration second = Duration.ofSeconds(1);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ConnectionSettings(Duration.ZERO, second, 1, backoff));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ConnectionSettings(second, Duration.ZERO, 1, backoff));
        assertThatIllegalArgumentException().isThrownBy(() -> new ConnectionSettings(second, second, 0, backoff));
    }

    @Test
    void refusesAnAddressOrKeyThatCanNotWork() {
        assertThatIllegalArgumentException().isThrownBy(() -> Agentplane.connect(URI.create("127.0.0.1:8080"), "ap_x"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Agentplane.connect(URI.create("http://127.0.0.1:8080"), " "));
    }
}
