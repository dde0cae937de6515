package io.agentplane.registry;

import static io.agentplane.registry.ClusterApi.cluster;
import static io.agentplane.registry.ClusterApi.ok;
import static io.agentplane.registry.ClusterApi.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.jayway.jsonpath.JsonPath;
import io.agentplane.platform.event.EventCodec;
import io.agentplane.platform.event.InboundEvent;
import io.agentplane.platform.test.TestTopic;
import io.agentplane.registry.cluster.ClusterEvent;
import io.agentplane.registry.cluster.ClusterView;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;

/** Clusters as their users meet them. */
class ClusterServiceTests extends ClusterStage {

    @Autowired
    private EventCodec codec;

    @Test
    void formsAClusterWithALeaderAndSaysWhyItWasElected() {
        String idle = api.agent();
        String busy = api.agent();
        ok(api.call(HttpMethod.POST, "/agents/" + busy + "/heartbeat", "{\"load\":0.9}"), 200);
        await().until(() -> JsonPath.<Double>read(ok(api.get("/agents/" + busy), 200), "$.load") == 0.9);

        String id = api.form(List.of(busy, idle));

        String leader = ok(api.get("/clusters/" + id + "/leader"), 200);
        assertThat(JsonPath.<String>read(leader, "$.agentId")).isEqualTo(idle);
        assertThat(JsonPath.<Integer>read(leader, "$.term")).isEqualTo(1);
        assertThat(JsonPath.<Double>read(leader, "$.scores.resources")).isEqualTo(1);
        assertThat(JsonPath.<Double>read(leader, "$.scores.reliability")).isEqualTo(0.5);
        assertThat(JsonPath.<String>read(leader, "$.scores.explained.resources"))
                .isEqualTo("weight 0.2; load 0.000");
        assertThat(Instant.parse(JsonPath.read(leader, "$.leaseUntil"))).isAfter(Instant.now());
        String cluster = ok(api.get("/clusters/" + id), 200);
        assertThat(JsonPath.<List<String>>read(cluster, "$.memberIds")).containsExactly(idle, busy);
        assertThat(JsonPath.<String>read(cluster, "$.leaderId")).isEqualTo(idle);
    }

    @Test
    void formsItOnceForARepeatedRequestAndNeverTwiceUnderOneName() {
        String request = cluster(List.of(), "PT15S");
        String first = formWithKey(request);

        assertThat(formWithKey(request)).isEqualTo(first);
        refused(api.call(HttpMethod.POST, "/clusters", request), 409, "cluster-name-taken");
        ok(api.in("n" + UUID.randomUUID()).call(HttpMethod.POST, "/clusters", request), 201);
    }

    private String formWithKey(String request) {
        return ok(
                client.post()
                        .uri("/clusters")
                        .header("Authorization", api.caller().bearer())
                        .header("Idempotency-Key", "key")
                        .header("Content-Type", "application/json")
                        .body(request)
                        .exchange(),
                201);
    }

    @Test
    void letsAnAgentRenewItsOwnLeadershipOnly() {
        String member = api.agent();
        String id = api.form(List.of(member));
        var another =
                new ClusterApi(client, api.caller().asAgent(UUID.randomUUID().toString()));
        var itself = new ClusterApi(client, api.caller().asAgent(member));

        refused(another.renew(id, api.leader(id)), 403, "agent-mismatch");
        ok(itself.renew(id, api.leader(id)), 200);
    }

    @Test
    void showsAndChangesNothingForOtherNamespaces() {
        String agent = api.agent();
        String id = api.form(List.of(agent));
        ClusterApi other = api.in("n" + UUID.randomUUID());

        refused(other.get("/clusters/" + id), 404, "cluster-not-found");
        refused(other.get("/clusters/" + id + "/leader"), 404, "cluster-not-found");
        refused(other.get("/clusters/" + id + "/leases"), 404, "cluster-not-found");
        refused(other.renew(id, api.leader(id)), 404, "cluster-not-found");
        refused(other.call(HttpMethod.POST, "/clusters/" + id + "/election", null), 404, "cluster-not-found");
        refused(other.call(HttpMethod.DELETE, "/clusters/" + id, null), 404, "cluster-not-found");
        refused(other.call(HttpMethod.DELETE, "/clusters/" + id + "/members/" + agent, null), 404, "cluster-not-found");
        assertThat(JsonPath.<List<String>>read(ok(other.get("/clusters"), 200), "$.items"))
                .isEmpty();
        String own = other.form(List.of());
        refused(
                other.call(HttpMethod.POST, "/clusters/" + own + "/members", "{\"agentId\":\"" + agent + "\"}"),
                404,
                "agent-not-found");
        String problem = refused(
                other.call(HttpMethod.POST, "/clusters", cluster(List.of(agent), "PT15S")), 422, "member-not-eligible");
        assertThat(JsonPath.<List<String>>read(problem, "$.errors[*].field")).containsExactly("memberIds[0]");
    }

    @Test
    void pagesThroughClusters() {
        List<String> ids = List.of(api.form(List.of()), api.form(List.of()), api.form(List.of()));

        String first = ok(api.get("/clusters?limit=2"), 200);
        String second = ok(api.get("/clusters?limit=2&cursor=" + JsonPath.read(first, "$.nextCursor")), 200);

        assertThat(JsonPath.<List<String>>read(first, "$.items[*].id")).containsExactlyElementsOf(ids.subList(0, 2));
        assertThat(JsonPath.<List<String>>read(second, "$.items[*].id")).containsExactly(ids.get(2));
        assertThat(second).doesNotContain("nextCursor");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"name":"bad\\u0007name"}                      | name
            {"purpose":"no name"}                          | name
            {"name":"n","memberIds":[null]}                | memberIds[0]
            {"name":"n","memberIds":["x"]}                 | memberIds[0]
            {"name":"n","purpose":"\\u0000"}               | purpose
            {"name":"n","leaseDuration":"PT0.5S"}          | leaseDuration
            {"name":"n","leaderId":"x"}                    | leaderId
            """)
    void namesTheFieldThatCannotStand(String request, String field) {
        String problem = refused(api.call(HttpMethod.POST, "/clusters", request), 400, "invalid-request");

        assertThat(JsonPath.<List<String>>read(problem, "$.errors[*].field")).contains(field);
    }

    @Test
    void tellsOthersOfEveryChangeInOrder() {
        String agent = api.agent();
        String id = api.form(List.of());
        ok(api.call(HttpMethod.POST, "/clusters/" + id + "/members", "{\"agentId\":\"" + agent + "\"}"), 200);
        api.elect(id, true);
        ok(api.call(HttpMethod.POST, "/agents/" + agent + "/deactivate", "{\"reason\":\"old\"}"), 200);
        ok(api.call(HttpMethod.DELETE, "/clusters/" + id, null), 204);

        try (var topic = TestTopic.of(ClusterEvent.TOPIC)) {
            await().atMost(LONG).untilAsserted(() -> {
                List<InboundEvent<ClusterView>> events = topic.messagesOf(id).stream()
                        .map(message -> codec.decode(message, ClusterView.class))
                        .toList();
                assertThat(events)
                        .extracting(InboundEvent::type)
                        .containsExactly(
                                "cluster-formed",
                                "member-joined",
                                "leader-elected",
                                "leader-lost",
                                "leader-elected",
                                "leader-lost",
                                "member-left",
                                "cluster-dissolved");
                assertThat(events).extracting(InboundEvent::revision).containsExactly(1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L);
                assertThat(events.get(4).state().term()).isEqualTo(2);
                assertThat(events.getLast().state().dissolvedAt()).isNotNull();
            });
        }
        refused(api.get("/clusters/" + id), 404, "cluster-not-found");
    }
}
