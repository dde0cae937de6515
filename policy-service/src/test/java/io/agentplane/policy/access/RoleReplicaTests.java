package io.agentplane.policy.access;

import static io.agentplane.platform.test.TestApi.body;
import static io.agentplane.platform.test.TestApi.created;
import static org.assertj.core.api.Assertions.assertThat;

import io.agentplane.platform.test.TestApi;
import io.agentplane.platform.test.TestCaller;
import io.agentplane.platform.test.Together;
import io.agentplane.policy.ReplicaStage;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Changes of roles that come to two replicas at the same moment. */
class RoleReplicaTests extends ReplicaStage {

    private static final int ROUNDS = 20;

    private final TestCaller caller = TestCaller.in("roles-" + UUID.randomUUID());

    @Test
    void makeNoCycleTogether() throws Exception {
        TestApi first = one.api(caller);
        TestApi second = other.api(caller);
        for (int round = 0; round < ROUNDS; round++) {
            String a = "a" + round;
            String b = "b" + round;
            created(first.post("/roles", Map.of("name", a)), RoleView.class);
            created(first.post("/roles", Map.of("name", b)), RoleView.class);

            List<Integer> statuses =
                    Together.run(2, thread -> thread == 0 ? include(first, a, b) : include(second, b, a));

            assertThat(statuses).containsExactlyInAnyOrder(200, 422);
            assertThat(includes(first, a).size() + includes(first, b).size()).isEqualTo(1);
        }
    }

    private static int include(TestApi api, String role, String included) {
        return api.put("/roles/" + role, 1, Map.of("includes", List.of(included)))
                .expectBody()
                .returnResult()
                .getStatus()
                .value();
    }

    private static List<String> includes(TestApi api, String role) {
        return body(api.get("/roles/" + role), RoleView.class).includes();
    }
}
