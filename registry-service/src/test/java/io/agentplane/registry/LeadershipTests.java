package io.agentplane.registry;

import static io.agentplane.registry.ClusterApi.ok;
import static io.agentplane.registry.ClusterApi.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.jayway.jsonpath.JsonPath;
import io.agentplane.platform.identity.Namespace;
import io.agentplane.registry.ClusterApi.Leader;
import io.agentplane.registry.cluster.Clusters;
import io.agentplane.registry.cluster.Leadership;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/** Who leads, how long, and who no longer does. */
class LeadershipTests extends ClusterStage {

    @Autowired
    private Clusters clusters;

    @Autowired
    private Leadership leadership;

    @Autowired
    private TransactionOperations transaction;

    @Autowired
    private MeterRegistry metrics;

    @Autowired
    private JdbcClient jdbc;

    @Test
    void keepsALeaderThatRenewsBeyondItsFirstLease() {
        String id = api.form(List.of(api.agent(), api.agent()), "PT1S");
        Leader leader = api.leader(id);
        Instant firstEnd = Instant.parse(JsonPath.read(ok(api.renew(id, leader), 200), "$.leaseUntil"));

        await().atMost(LONG)
                .until(() -> Instant.parse(JsonPath.read(ok(api.renew(id, leader), 200), "$.leaseUntil"))
                        .isAfter(firstEnd.plusSeconds(1)));

        assertThat(api.leader(id)).isEqualTo(leader);
        assertThat(api.elect(id, false)).isEqualTo(leader);
    }

    @Test
    void replacesALeaderThatStopsRenewingByAnother() {
        String id = api.form(List.of(api.agent(), api.agent()), "PT1S");
        Leader silent = api.leader(id);

        Leader next = await().atMost(LONG)
                .ignoreExceptionsInstanceOf(AssertionError.class)
                .until(() -> api.leader(id), leader -> leader.term() == 2);

        assertThat(next.agentId()).isNotEqualTo(silent.agentId());
        refused(api.renew(id, silent), 409, "leadership-lost");
        List<String> ends =
                JsonPath.read(ok(api.get("/clusters/" + id + "/leases"), 200), "$.items[?(@.term==1)].endedBecause");
        assertThat(ends).containsExactly("expired");
    }

    @Test
    void renewsNoLeaseThatHasRunOutThoughNobodyElseLeadsYet() {
        String id = api.form(List.of(api.agent()));
        Leader late = api.leader(id);
        jdbc.sql("UPDATE agent_cluster SET lease_until = clock_timestamp(), due_at = NULL WHERE id = CAST(? AS uuid)")
                .param(id)
                .update();

        refused(api.renew(id, late), 409, "leadership-lost");
        refused(api.get("/clusters/" + id + "/leader"), 404, "no-leader");
        assertThatThrownBy(() -> requireLeadership(id, late)).hasMessageContaining("nothing was changed");
        assertThat(api.elect(id, false).term()).isEqualTo(2);
    }

    @Test
    void electsTheOnlyCandidateAgainThoughItFailed() {
        String only = api.agent();
        String id = api.form(List.of(only), "PT1S");

        await().atMost(LONG)
                .ignoreExceptionsInstanceOf(AssertionError.class)
                .until(() -> api.leader(id).term() >= 2);

        assertThat(api.leader(id).agentId()).isEqualTo(only);
    }

    @Test
    void refusesAFormerTermEverywhereAfterAForcedElection() {
        String agent = api.agent();
        String newcomer = api.agent();
        String id = api.form(List.of(agent));
        Leader former = api.leader(id);

        Leader present = api.elect(id, true);

        assertThat(present).isEqualTo(new Leader(agent, 2));
        String before = ok(api.get("/clusters/" + id), 200);
        String join = "{\"agentId\":\"%s\",\"leaderId\":\"%s\",\"term\":%d}";
        String members = "/clusters/" + id + "/members";
        refused(api.renew(id, former), 409, "leadership-lost");
        refused(api.call(HttpMethod.POST, members, join.formatted(newcomer, agent, 1)), 409, "leadership-lost");
        refused(api.call(HttpMethod.DELETE, members + "/" + agent + former.query(), null), 409, "leadership-lost");
        refused(api.call(HttpMethod.DELETE, "/clusters/" + id + former.query(), null), 409, "leadership-lost");
        assertThatThrownBy(() -> requireLeadership(id, former)).hasMessageContaining("nothing was changed");
        assertThat(ok(api.get("/clusters/" + id), 200)).isEqualTo(before);
        requireLeadership(id, present);
        ok(api.call(HttpMethod.POST, members, join.formatted(newcomer, agent, 2)), 200);
        refused(api.call(HttpMethod.DELETE, "/clusters/" + id + "?term=2", null), 400, "invalid-request");
    }

    private void requireLeadership(String cluster, Leader leader) {
        Namespace.run(
                api.caller().namespace(),
                () -> transaction.executeWithoutResult(status -> leadership.requireLeadership(
                        UUID.fromString(cluster), UUID.fromString(leader.agentId()), leader.term())));
    }

    @Test
    void remembersTheLatestLeasesAndShowsThemPageByPage() {
        String agent = api.agent();
        String id = api.form(List.of(agent));
        for (int forced = 0; forced < 4; forced++) {
            api.elect(id, true);
        }

        String first = ok(api.get("/clusters/" + id + "/leases?limit=2"), 200);
        String second =
                ok(api.get("/clusters/" + id + "/leases?limit=2&cursor=" + JsonPath.read(first, "$.nextCursor")), 200);

        assertThat(JsonPath.<List<Integer>>read(first, "$.items[*].term")).containsExactly(5, 4);
        assertThat(JsonPath.<List<String>>read(first, "$.items[*].endedBecause"))
                .containsExactly("forced");
        assertThat(JsonPath.<List<Integer>>read(second, "$.items[*].term")).containsExactly(3);
        assertThat(second).doesNotContain("nextCursor");
    }

    @Test
    void electsNobodyWhoIsNotActiveOrIsDraining() {
        String draining = api.agent();
        ok(api.call(HttpMethod.POST, "/agents/" + draining + "/drain", "{\"timeout\":\"PT1H\"}"), 200);
        String id = api.form(List.of(draining, api.registered()));

        refused(api.get("/clusters/" + id + "/leader"), 404, "no-leader");
        refused(api.call(HttpMethod.POST, "/clusters/" + id + "/election", null), 409, "no-candidate");
        assertThat(jdbc.sql(
                                "SELECT due_at > now() + interval '20 seconds' FROM agent_cluster WHERE id = CAST(? AS uuid)")
                        .param(id)
                        .query(Boolean.class)
                        .single())
                .as("left alone until a member can lead")
                .isTrue();
        assertThat(metrics.counter("agentplane.registry.elections", "outcome", "no-candidate")
                        .count())
                .isPositive();
        assertThat(metrics.get("agentplane.registry.clusters.leaderless")
                        .gauge()
                        .value())
                .isPositive();
    }

    @Test
    void electsAMemberThatBecomesActiveByItself() {
        String member = api.registered();
        String id = api.form(List.of(member));

        ok(api.call(HttpMethod.POST, "/agents/" + member + "/activate", null), 200);

        await().atMost(LONG)
                .ignoreExceptionsInstanceOf(AssertionError.class)
                .until(() -> api.leader(id).agentId().equals(member));
    }

    @Test
    void replacesALeaderAtOnceThatIsRemovedOrGoesOutOfWork() {
        String first = api.agent();
        String second = api.agent();
        String third = api.agent();
        String id = api.form(List.of(first, second, third));
        String removed = api.leader(id).agentId();

        ok(api.call(HttpMethod.DELETE, "/clusters/" + id + "/members/" + removed, null), 204);
        Leader successor = api.leader(id);
        ok(api.call(HttpMethod.POST, "/agents/" + successor.agentId() + "/deactivate", "{\"reason\":\"old\"}"), 200);
        Leader last = api.leader(id);

        assertThat(successor.term()).isEqualTo(2);
        assertThat(last.term()).isEqualTo(3);
        String cluster = ok(api.get("/clusters/" + id), 200);
        assertThat(JsonPath.<List<String>>read(cluster, "$.memberIds")).containsExactly(last.agentId());
        assertThat(JsonPath.<List<String>>read(
                        ok(api.get("/clusters/" + id + "/leases"), 200), "$.items[*].endedBecause"))
                .containsExactly("agent-deactivated", "removed");
        refused(api.call(HttpMethod.DELETE, "/clusters/" + id + "/members/" + removed, null), 404, "member-not-found");
        refused(
                api.call(
                        HttpMethod.POST,
                        "/clusters/" + id + "/members",
                        "{\"agentId\":\"" + successor.agentId() + "\"}"),
                422,
                "member-not-eligible");
    }

    @Test
    void takesAFailedAgentOutOfAllItsClustersInTheTransactionOfItsRecovery() {
        String failed = api.agent();
        String other = api.agent();
        List<String> ids = List.of(api.form(List.of(failed, other)), api.form(List.of(failed)));

        Namespace.run(
                api.caller().namespace(),
                () -> transaction.executeWithoutResult(
                        status -> clusters.removeFromAll(UUID.fromString(failed), "agent-failed")));

        assertThat(api.leader(ids.getFirst()).agentId()).isEqualTo(other);
        refused(api.get("/clusters/" + ids.getLast() + "/leader"), 404, "no-leader");
    }
}
