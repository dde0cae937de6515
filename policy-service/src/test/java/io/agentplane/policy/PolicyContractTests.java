package io.agentplane.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.agentplane.platform.access.BuiltInRole;
import io.agentplane.platform.event.EventCodec;
import io.agentplane.platform.event.OutboundEvent;
import io.agentplane.platform.event.StoredEvent;
import io.agentplane.platform.test.KafkaRights;
import io.agentplane.platform.test.OpenApiContract;
import io.agentplane.platform.test.OperationRights;
import io.agentplane.policy.access.AccessEvent.ApiKeyCreated;
import io.agentplane.policy.access.AccessEvent.ApiKeyRevoked;
import io.agentplane.policy.access.AccessEvent.PrincipalChanged;
import io.agentplane.policy.access.AccessEvent.RoleBindingChanged;
import io.agentplane.policy.access.AccessEvent.RoleChanged;
import io.agentplane.policy.access.AccessEvent.RoleDeleted;
import io.agentplane.policy.access.ApiKeyState;
import io.agentplane.policy.access.PrincipalKind;
import io.agentplane.policy.access.PrincipalState;
import io.agentplane.policy.access.RoleBindingState;
import io.agentplane.policy.access.RoleState;
import io.agentplane.policy.approval.ApprovalEvent.ApprovalApproved;
import io.agentplane.policy.approval.ApprovalEvent.ApprovalCancelled;
import io.agentplane.policy.approval.ApprovalEvent.ApprovalConsumed;
import io.agentplane.policy.approval.ApprovalEvent.ApprovalDenied;
import io.agentplane.policy.approval.ApprovalEvent.ApprovalExpired;
import io.agentplane.policy.approval.ApprovalEvent.ApprovalOpened;
import io.agentplane.policy.approval.ApprovalStatus;
import io.agentplane.policy.approval.ApprovalView;
import io.agentplane.policy.budget.BudgetEvent.BudgetChanged;
import io.agentplane.policy.budget.BudgetEvent.BudgetThresholdReached;
import io.agentplane.policy.budget.BudgetPeriod;
import io.agentplane.policy.budget.BudgetScope;
import io.agentplane.policy.budget.BudgetState;
import io.agentplane.policy.budget.BudgetThreshold;
import io.agentplane.policy.budget.Cost;
import io.agentplane.policy.budget.Limit;
import io.agentplane.policy.engine.AgentPermission;
import io.agentplane.policy.engine.PolicyAction;
import io.agentplane.policy.engine.PolicyMode;
import io.agentplane.policy.killswitch.KillSwitchChanged;
import io.agentplane.policy.killswitch.KillSwitchView;
import io.agentplane.policy.permission.AgentPermissionsChanged;
import io.agentplane.policy.permission.AgentPermissionsView;
import io.agentplane.policy.policy.ApprovalTerms;
import io.agentplane.policy.policy.DefaultDecision;
import io.agentplane.policy.policy.DefaultDecisionChanged;
import io.agentplane.policy.policy.DefaultDecisionView;
import io.agentplane.policy.policy.PolicyEvent.PolicyChanged;
import io.agentplane.policy.policy.PolicyEvent.PolicyCreated;
import io.agentplane.policy.policy.PolicyEvent.PolicyDeleted;
import io.agentplane.policy.policy.PolicyTest;
import io.agentplane.policy.policy.PolicyView;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import tools.jackson.databind.json.JsonMapper;

/** What other services rely on, compared with the reviewed copies in {@code contracts/}. */
class PolicyContractTests extends PolicyStage {

    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
    private static final UUID ID = UUID.fromString("01900000-0000-7000-8000-000000000001");
    private static final UUID KEY_ID = UUID.fromString("01900000-0000-7000-8000-000000000002");

    private static final ApprovalTerms TERMS =
            new ApprovalTerms(List.of("AGENT_MANAGER"), 2, Duration.ofHours(2), Duration.ofMinutes(5));

    @Autowired
    private EventCodec codec;

    @Autowired
    private JsonMapper json;

    static Stream<OutboundEvent> events() {
        return Stream.of(
                new PolicyCreated(policy(null, 1), "default"),
                new PolicyChanged(policy(null, 2), "default"),
                new PolicyDeleted(policy(true, 3), "default"),
                new BudgetChanged(budget()),
                new BudgetThresholdReached(
                        new BudgetThreshold(budget(), NOON, 80, new Cost(new BigDecimal("10.25"), 500))),
                new KillSwitchChanged(
                        new KillSwitchView("default", ID.toString(), true, "runs wild", "operator", NOON, 1)),
                new DefaultDecisionChanged(new DefaultDecisionView(DefaultDecision.DENY, 1), "default"),
                new ApprovalOpened(approval(ApprovalStatus.PENDING, null, null, 1)),
                new ApprovalApproved(approval(ApprovalStatus.APPROVED, NOON.plusSeconds(60), null, 3)),
                new ApprovalDenied(approval(ApprovalStatus.DENIED, NOON.plusSeconds(60), null, 2)),
                new ApprovalExpired(approval(ApprovalStatus.EXPIRED, NOON.plusSeconds(7200), null, 2)),
                new ApprovalCancelled(approval(ApprovalStatus.CANCELLED, NOON.plusSeconds(60), null, 2)),
                new ApprovalConsumed(approval(ApprovalStatus.APPROVED, NOON.plusSeconds(60), NOON.plusSeconds(90), 4)),
                new PrincipalChanged(new PrincipalState(
                        ID,
                        "ci",
                        PrincipalKind.SERVICE,
                        null,
                        "default",
                        List.of("SERVICE_ACCOUNT", "reviewer"),
                        BuiltInRole.SERVICE_ACCOUNT.permissions(),
                        true,
                        null,
                        2)),
                new RoleChanged(role(null, 1)),
                new RoleDeleted(role(true, 2)),
                new RoleBindingChanged(new RoleBindingState(
                        ID, "other", List.of("OBSERVER", "reviewer"), BuiltInRole.OBSERVER.permissions(), 1)),
                new AgentPermissionsChanged(new AgentPermissionsView(
                        ID, "default", List.of(new AgentPermission("write", "db/orders/*")), null, 1)),
                new ApiKeyCreated(key(null, 1)),
                new ApiKeyRevoked(key(NOON, 2)));
    }

    @Test
    void offersWhatWasReviewed() {
        OpenApiContract.check(client, "policy");
    }

    @Test
    void asksForTheRightOfEachOperation() {
        OperationRights.check(client);
    }

    @Test
    void usesTopicsAsItsRightsSay(@Autowired ApplicationContext service) {
        KafkaRights.check(service, "policy");
    }

    @ParameterizedTest
    @MethodSource("events")
    void writesEventsAsReviewed(OutboundEvent event) throws IOException {
        assertThat(json.readTree(codec.encodeState(event.state()))).isEqualTo(json.readTree(golden(event)));
    }

    @ParameterizedTest
    @MethodSource("events")
    void readsEventsAsReviewed(OutboundEvent event) throws IOException {
        ProducerRecord<String, byte[]> sent = codec.encode(new StoredEvent(
                UUID.randomUUID(),
                event.topic(),
                event.type(),
                "/policy-service",
                event.subject(),
                event.namespace(),
                event.revision(),
                NOON,
                null,
                golden(event)));
        var received = new ConsumerRecord<>(event.topic(), 0, 0, sent.key(), sent.value());
        sent.headers().forEach(received.headers()::add);

        var read = codec.decode(received, event.state().getClass());

        assertThat(read.type()).isEqualTo(event.type());
        assertThat(read.revision()).isEqualTo(event.revision());
        assertThat(read.state()).isEqualTo(event.state());
    }

    private static byte[] golden(OutboundEvent event) throws IOException {
        return Files.readAllBytes(Path.of("..", "contracts", "events", event.type() + ".json"));
    }

    private static BudgetState budget() {
        return new BudgetState(
                "default",
                BudgetScope.OWNER,
                "platform",
                BudgetPeriod.MONTH,
                new BigDecimal("12.5"),
                1000L,
                new Limit(BigDecimal.ONE, null),
                2);
    }

    private static PolicyView policy(Boolean deleted, long revision) {
        return new PolicyView(
                ID,
                "production database writes need approval",
                "Asks a person first",
                Map.of("action", "write", "resource_prefix", "db/production/"),
                "context.rows > 100",
                PolicyAction.REQUIRE_APPROVAL,
                100,
                true,
                PolicyMode.ENFORCE,
                List.of(new PolicyTest(
                        "many rows",
                        Map.of("id", "cleaner"),
                        "write",
                        "db/production/orders",
                        Map.of("rows", 101),
                        null,
                        true)),
                TERMS,
                NOON,
                NOON,
                deleted,
                revision);
    }

    private static RoleState role(Boolean deleted, long revision) {
        return new RoleState(
                "default",
                "reviewer",
                "Looks at what was done",
                BuiltInRole.OBSERVER.permissions(),
                List.of("reader"),
                deleted,
                revision);
    }

    private static ApprovalView approval(ApprovalStatus status, Instant decidedAt, Instant consumedAt, long revision) {
        boolean approved = status == ApprovalStatus.APPROVED;
        return new ApprovalView(
                ID,
                "default",
                status,
                KEY_ID,
                "cleaner",
                "write",
                "db/production/orders",
                "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824",
                Map.of("rows", 101),
                "01900000-0000-7000-8000-000000000003",
                "ci",
                UUID.fromString("01900000-0000-7000-8000-000000000004"),
                TERMS,
                approved ? List.of(vote(5, "fine by me"), vote(6, null)) : List.of(),
                null,
                NOON,
                NOON.plusSeconds(7200),
                decidedAt,
                approved ? NOON.plusSeconds(360) : null,
                consumedAt,
                consumedAt == null ? null : UUID.fromString("01900000-0000-7000-8000-000000000007"),
                revision);
    }

    private static ApprovalView.Vote vote(int voter, String reason) {
        return new ApprovalView.Vote(
                "01900000-0000-7000-8000-00000000000" + voter, "voter " + voter, true, reason, NOON.plusSeconds(voter));
    }

    private static ApiKeyState key(Instant revokedAt, long revision) {
        return new ApiKeyState(
                KEY_ID,
                ID,
                "default",
                "ap_01234567",
                "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824",
                NOON.plusSeconds(3600),
                revokedAt,
                revision);
    }
}
