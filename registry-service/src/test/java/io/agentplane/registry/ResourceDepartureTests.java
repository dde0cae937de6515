package io.agentplane.registry;

import static io.agentplane.registry.PoolApi.gone;
import static io.agentplane.registry.PoolApi.ok;
import static io.agentplane.registry.PoolApi.refused;
import static org.assertj.core.api.Assertions.assertThat;

import com.jayway.jsonpath.JsonPath;
import io.agentplane.platform.test.TestCaller;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpMethod;

/** An agent that goes out of work leaves nothing behind in the pools. */
class ResourceDepartureTests extends RegistryStage {

    private static final String FARM = "farm";

    private PoolApi api;

    @BeforeEach
    void inANamespaceOfItsOwn() {
        api = new PoolApi(client, TestCaller.in("n" + UUID.randomUUID()));
    }

    @Test
    void releasesWhatItUsesAndWithdrawsWhatNobodyUses() {
        String leaver = api.activate("leaver");
        String stayer = api.activate("stayer");
        List.of(FARM, "other").forEach(pool -> ok(api.contribute(pool, stayer, "{\"cpu\":4}"), 200));
        ok(api.contribute(FARM, leaver, "{\"cpu\":1}"), 200);
        String own = api.allocated(FARM, leaver, "\"cpu\":5");
        String elsewhere = api.allocated("other", leaver, "\"cpu\":2");

        api.deactivate(leaver);

        refused(api.allocation(FARM, own), 404, "allocation-not-found");
        refused(api.allocation("other", elsewhere), 404, "allocation-not-found");
        assertThat(api.cpu(FARM, "contributed")).isEqualByComparingTo("4");
        assertThat(api.cpu(FARM, "free")).isEqualByComparingTo("4");
        assertThat(api.cpu("other", "used")).isZero();
        assertThat(api.ledger(FARM))
                .containsExactly(
                        "CONTRIBUTED",
                        "CONTRIBUTED",
                        "GRANTED",
                        "GRANTED",
                        "RELEASED",
                        "RELEASED",
                        "WITHDRAWING",
                        "WITHDRAWN");
    }

    @Test
    void keepsWhatIsUsedTillItIsReleasedAndGrantsNothingMoreOfIt() {
        String leaver = api.activate("leaver");
        String consumer = api.activate("consumer");
        ok(api.contribute(FARM, leaver, "{\"cpu\":2}"), 200);
        String lent = api.allocated(FARM, consumer, "\"cpu\":1");

        api.deactivate(leaver);

        assertThat(JsonPath.<List<Boolean>>read(
                        api.pool(FARM), "$.agents.items[?(@.agentId=='" + leaver + "')].withdrawing"))
                .containsExactly(true);
        assertThat(api.cpu(FARM, "contributed")).isEqualByComparingTo("2");
        assertThat(api.cpu(FARM, "free")).isZero();
        String problem = refused(api.allocate(FARM, consumer, "\"cpu\":0.5"), 409, "insufficient-resources");
        assertThat(JsonPath.<Number>read(problem, "$.missing.cpu")).isEqualTo(0.5);
        refused(api.withdraw(FARM, leaver), 409, "contribution-in-use");

        gone(api.release(FARM, lent));

        assertThat(api.cpu(FARM, "contributed")).isZero();
        assertThat(api.ledger(FARM)).containsExactly("CONTRIBUTED", "GRANTED", "WITHDRAWING", "RELEASED", "WITHDRAWN");
    }

    @Test
    void settlesWithAgentsThatNeverWorked() {
        String leaver = api.register("leaver");
        ok(api.contribute(FARM, leaver, "{\"cpu\":2}"), 200);
        api.allocated(FARM, leaver, "\"cpu\":1");

        api.call(HttpMethod.DELETE, "/agents/" + leaver, null).expectStatus().is2xxSuccessful();

        assertThat(api.cpu(FARM, "contributed")).isZero();
    }

    @Test
    void letsNobodyInWhoIsOutOfWork() {
        String leaver = api.activate("leaver");
        ok(api.contribute(FARM, api.activate("stayer"), "{\"cpu\":2}"), 200);
        api.deactivate(leaver);

        refused(api.contribute(FARM, leaver, "{\"cpu\":2}"), 409, "agent-out-of-work");
        refused(api.allocate(FARM, leaver, "\"cpu\":1"), 409, "agent-out-of-work");
    }

    @Test
    void leavesNothingBehindHoweverCloseComingAndGoingAre() throws Exception {
        ok(api.contribute(FARM, api.activate("stayer"), "{\"cpu\":100}"), 200);
        List<String> leavers = IntStream.range(0, 20)
                .mapToObj(n -> api.activate("leaver-" + n))
                .toList();

        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> all = leavers.stream()
                    .<Future<?>>mapMulti((leaver, sink) -> {
                        sink.accept(threads.submit(() -> api.contribute(FARM, leaver, "{\"cpu\":1}")));
                        sink.accept(threads.submit(() -> api.allocate(FARM, leaver, "\"cpu\":1")));
                        sink.accept(threads.submit(() -> api.deactivate(leaver)));
                    })
                    .toList();
            for (Future<?> each : all) {
                each.get();
            }
        }

        assertThat(api.cpu(FARM, "contributed")).isEqualByComparingTo("100");
        assertThat(api.cpu(FARM, "used")).isZero();
        assertThat(JsonPath.<List<Object>>read(api.pool(FARM), "$.agents.items"))
                .hasSize(1);
    }
}
