package io.agentplane.policy.access;

import static io.agentplane.platform.test.TestApi.body;
import static io.agentplane.platform.test.TestApi.created;
import static org.assertj.core.api.Assertions.assertThat;

import io.agentplane.platform.test.TestApi;
import io.agentplane.platform.test.TestCaller;
import io.agentplane.platform.test.TestPostgres;
import io.agentplane.platform.test.TestPostgres.Database;
import io.agentplane.policy.Replica;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** Changes of roles that come to two replicas at the same moment. */
class RoleReplicaTests {

    private static final int ROUNDS = 20;
    private static final TestCaller CALLER = TestCaller.in("roles");

    private final Database database = TestPostgres.createDatabase();

    @Test
    void makeNoCycleTogether() throws Exception {
        try (Replica first = Replica.start(database);
                Replica second = Replica.start(database);
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            TestApi one = first.api(CALLER);
            TestApi other = second.api(CALLER);
            for (int round = 0; round < ROUNDS; round++) {
                String a = "a" + round;
                String b = "b" + round;
                created(one.post("/roles", Map.of("name", a)), RoleView.class);
                created(one.post("/roles", Map.of("name", b)), RoleView.class);
                var start = new CyclicBarrier(2);

                List<Future<Integer>> answers = List.of(
                        threads.submit(() -> include(one, a, b, start)),
                        threads.submit(() -> include(other, b, a, start)));

                List<Integer> statuses = new ArrayList<>();
                for (Future<Integer> answer : answers) {
                    statuses.add(answer.get());
                }
                assertThat(statuses).containsExactlyInAnyOrder(200, 422);
                assertThat(includes(one, a).size() + includes(one, b).size()).isEqualTo(1);
            }
        }
    }

    private static int include(TestApi api, String role, String included, CyclicBarrier start) throws Exception {
        start.await();
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
