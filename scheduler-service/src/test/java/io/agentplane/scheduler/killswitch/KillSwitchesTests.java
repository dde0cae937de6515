package io.agentplane.scheduler.killswitch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.agentplane.platform.event.EventCodec;
import io.agentplane.platform.event.StateReplay;
import io.agentplane.platform.json.StoredJson;
import io.agentplane.platform.problem.DomainException;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.Test;
import org.springframework.kafka.core.DefaultKafkaConsumerFactory;
import org.springframework.kafka.core.KafkaAdmin;
import tools.jackson.databind.json.JsonMapper;

/** As long as not all switches are known. */
class KillSwitchesTests {

    private final KillSwitches switches = new KillSwitches(
            new KillSwitchBook(new EventCodec(StoredJson.of(new JsonMapper()))),
            new StateReplay(
                    new NewTopic("never-read", 1, (short) 1),
                    new KafkaAdmin(Map.of()),
                    new DefaultKafkaConsumerFactory<String, byte[]>(Map.of()),
                    message -> {}),
            new SimpleMeterRegistry());

    @Test
    void refuseReportsAtOnceSinceTheyHoldConnectionsAndLocks() {
        assertTimeoutPreemptively(
                Duration.ofSeconds(2),
                () -> assertThatThrownBy(() -> switches.requireMayAct("alpha", UUID.randomUUID()))
                        .isInstanceOfSatisfying(
                                DomainException.class,
                                refusal ->
                                        assertThat(refusal.code()).isEqualTo(KillSwitchProblem.KILL_SWITCHES_UNKNOWN)));
    }

    @Test
    void giveWorkToNobody() {
        assertThat(switches.isStopped("alpha", UUID.randomUUID())).isTrue();
    }
}
