package io.agentplane.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.jayway.jsonpath.JsonPath;
import io.agentplane.platform.event.StateReplay;
import io.agentplane.platform.test.TestKafka;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.kafka.core.DefaultKafkaConsumerFactory;
import org.springframework.kafka.core.KafkaAdmin;
import org.springframework.kafka.test.EmbeddedKafkaKraftBroker;

/** What goes on while others are away, and what doesn't. */
@Tag("fault")
class DecisionFaultTests {

    /** Nobody listens there: port 1 is reserved. */
    private static final String AWAY = "http://127.0.0.1:1";

    private static final Map<String, ?> PAY = Map.of("agentId", "a", "action", "pay");

    @TempDir
    private Path folder;

    private final String run = UUID.randomUUID().toString();
    private final String key = "ap_" + run;

    @Test
    void answersAllButApprovalsWhileThePolicyServiceIsAway() throws Exception {
        AccessEvents.createTopics();
        try (TestGateway gateway = TestGateway.start(folder, AWAY);
                AccessEvents events = new AccessEvents(gateway.codec())) {
            tellPolicies(events);
            awaitPolicies(gateway);

            for (int call = 0; call < 10; call++) {
                assertThat(gateway.decision(key, PAY)).isEqualTo("upstream-unavailable");
            }
            var batch = gateway.post(
                    "/policies/evaluate-batch",
                    key,
                    Map.of("requests", List.of(Map.of("agentId", "a", "action", "read"), PAY)));
            assertThat(batch.statusCode()).isEqualTo(503);
            assertThat(gateway.decision(key, "a", "steal")).isEqualTo("DENY");
            assertThat(gateway.decision(key, "a", "read")).isEqualTo("ALLOW");
        }
    }

    @Test
    void isReadyThoughNobodyElseEverStartedAndGoesOnWhenTheBrokerLeaves() throws Exception {
        EmbeddedKafkaKraftBroker broker = TestKafka.ownBroker();
        String servers = broker.getBrokersAsString();
        try (TestGateway gateway = TestGateway.start(
                        folder,
                        AWAY,
                        "spring.kafka.bootstrap-servers=" + servers,
                        // What the gateway still tries to send when it stops fails sooner.
                        "spring.kafka.producer.properties.max.block.ms=200");
                AccessEvents events = new AccessEvents(gateway.codec(), servers)) {
            gateway.awaitReady();
            tellPolicies(events);
            awaitPolicies(gateway);

            broker.destroy();

            await().atMost(Duration.ofSeconds(30))
                    .until(() ->
                            JsonPath.<Boolean>read(gateway.health().body(), "$.components.decision.details.degraded"));
            assertThat(gateway.health().statusCode()).isEqualTo(200);
            assertThat(gateway.decision(key, "a", "steal")).isEqualTo("DENY");
            assertThat(gateway.decision(key, "a", "read")).isEqualTo("ALLOW");
            assertThat(gateway.context()
                            .getBean(MeterRegistry.class)
                            .get("agentplane.policy.decisions.spool.size")
                            .gauge()
                            .value())
                    .isPositive();
        }
    }

    @Test
    void isNotReadyUntilItKnowsTheAgentsAndSaysSo() throws Exception {
        try (TestGateway gateway = TestGateway.start(folder, AWAY, DecisionFaultTests::forgetAgents);
                AccessEvents events = new AccessEvents(gateway.codec())) {
            tellPolicies(events);

            await().until(() -> gateway.decision("ap_nobody", "a", "read").equals("unauthenticated")
                    && gateway.decision(key, "a", "read").equals("gateway-not-ready"));
            assertThat(gateway.health().statusCode()).isEqualTo(503);
        }
    }

    @Test
    void isNotReadyWhereItsKafkaIsAnotherClusterThanBefore() throws Exception {
        Path memory = folder.resolve("audit/kafka-cluster");
        try (TestGateway gateway = TestGateway.start(folder, AWAY)) {
            await().until(() -> Files.exists(memory));
            gateway.awaitReady();
        }
        Files.writeString(memory, "the one before");

        try (TestGateway gateway = TestGateway.start(folder, AWAY)) {
            await().until(() -> gateway.health().body().contains("this service's events went to the one before"));
            assertThat(gateway.health().statusCode()).isEqualTo(503);
            await().until(() -> gateway.decision("ap_nobody", "a", "read").equals("gateway-not-ready"));
        }
    }

    /** Has them read from a topic that isn't there. */
    private static void forgetAgents(ConfigurableApplicationContext context) {
        ConfigurableListableBeanFactory beans = context.getBeanFactory();
        beans.addBeanPostProcessor(new BeanPostProcessor() {
            @Override
            public Object postProcessAfterInitialization(Object bean, String name) {
                return name.equals("agentReplay")
                        ? new StateReplay(
                                new NewTopic("agentplane.test.nowhere.v1", 1, (short) 1),
                                beans.getBean(KafkaAdmin.class),
                                new DefaultKafkaConsumerFactory<>(
                                        Map.of("bootstrap.servers", TestKafka.bootstrapServers()),
                                        new StringDeserializer(),
                                        new ByteArrayDeserializer()),
                                message -> {})
                        : bean;
            }
        });
    }

    @Test
    void tellsNoDenialThatItHasNoRoomToKeep() {
        AccessEvents.createTopics();
        try (TestGateway gateway = TestGateway.start(folder, AWAY, "agentplane.gateway.decision.max-spool=0B");
                AccessEvents events = new AccessEvents(gateway.codec())) {
            tellPolicies(events);

            await().atMost(Duration.ofSeconds(20))
                    .until(() -> gateway.decision(key, "a", "steal").equals("decision-log-unavailable"));
            assertThat(gateway.decision(key, "a", "read")).isEqualTo("ALLOW");
            assertThat(gateway.context()
                            .getBean(MeterRegistry.class)
                            .counter("agentplane.policy.decisions.lost")
                            .count())
                    .isPositive();
        }
    }

    private void tellPolicies(AccessEvents events) {
        String namespace = "fault-" + run;
        var policies = new PolicyEvents(events, namespace);
        policies.policy(UUID.randomUUID().toString(), Map.of("action", "pay"), "REQUIRE_APPROVAL");
        policies.policy(UUID.randomUUID().toString(), Map.of("action", "steal"), "DENY");
        events.principal(run, namespace, List.of("messages:route"), true, 1);
        events.apiKey(run, run, key, null, null, 1);
    }

    private void awaitPolicies(TestGateway gateway) {
        await().atMost(Duration.ofSeconds(20))
                .until(() -> gateway.decision(key, "a", "steal").equals("DENY")
                        && gateway.decision(key, "a", "pay").equals("upstream-unavailable"));
    }
}
