package io.agentplane.registry.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.agentplane.platform.test.TestApi;
import io.agentplane.platform.test.TestCaller;
import io.agentplane.platform.test.Together;
import io.agentplane.registry.Agents;
import io.agentplane.registry.ReplicaStage;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** An instance is removed on one replica while it is heard of on both. */
class InstanceReplicaTests extends ReplicaStage {

    private static final int THREADS = 8;
    private static final int ROUNDS = 20;
    private static final Map<String, String> BEAT = Map.of("endpoint", "http://second.invalid/");

    private final TestCaller caller = TestCaller.in("instances-" + UUID.randomUUID());
    private final List<TestApi> replicas = List.of(one.api(caller), other.api(caller));
    private final Agents agents = new Agents(one.api(caller));

    @Test
    void staysRemovedHoweverItsHeartbeatsRaceWithTheRemoval() throws Exception {
        String id = agents.register("racing", "1", Map.of("endpoint", "http://first.invalid/"));
        replicas.forEach(replica -> assertThat(beat(replica, id)).isEqualTo(200));
        Object second = HealthStage.instances(agents.get(id)).getLast().get("id");

        Together.run(THREADS, thread -> {
            for (int round = 0; round < ROUNDS; round++) {
                if (thread == 0 && round == ROUNDS / 2) {
                    agents.api()
                            .delete("/agents/" + id + "/instances/" + second)
                            .expectStatus()
                            .isNoContent();
                }
                assertThat(beat(replicas.get(thread % 2), id)).isIn(200, 409);
            }
            return id;
        });

        for (TestApi replica : replicas) {
            await().untilAsserted(() -> assertThat(beat(replica, id)).isEqualTo(409));
        }
        assertThat(HealthStage.instances(agents.get(id)))
                .singleElement()
                .extracting(instance -> instance.get("endpoint"))
                .isEqualTo("http://first.invalid/");
    }

    private static int beat(TestApi replica, String agent) {
        return replica.post("/agents/" + agent + "/heartbeat", BEAT)
                .returnResult(String.class)
                .getStatus()
                .value();
    }
}
