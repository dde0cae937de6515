package io.agentplane.gateway.decision;

import io.agentplane.gateway.spool.EntryKind;
import io.agentplane.gateway.spool.SpooledLog;
import io.agentplane.gateway.spool.SpooledLogs;
import io.agentplane.platform.event.StateReplay;
import io.agentplane.platform.event.Topics;
import io.agentplane.policy.evaluation.DecisionMade;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;
import org.apache.kafka.clients.admin.NewTopic;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.kafka.core.KafkaAdmin;

@Configuration(proxyBeanMethods = false)
class DecisionConfiguration {

    static final EntryKind<DecisionMade> DECISIONS =
            new EntryKind<>("policy.decisions", DecisionMade.class, DecisionMade::message, DecisionMade::shortened);

    private static final String POLICIES = "agentplane.policy.policies.v1";
    private static final String AGENTS = "agentplane.registry.agents.v1";

    @Bean
    NewTopic policiesTopic(Topics topics) {
        return topics.ofState(POLICIES);
    }

    @Bean
    NewTopic agentsTopic(Topics topics) {
        return topics.ofState(AGENTS);
    }

    @Bean
    StateReplay policyReplay(
            NewTopic policiesTopic, KafkaAdmin admin, ConsumerFactory<String, byte[]> consumers, PolicyBook book) {
        return new StateReplay(policiesTopic, admin, consumers, book::learn);
    }

    @Bean
    StateReplay agentReplay(
            NewTopic agentsTopic, KafkaAdmin admin, ConsumerFactory<String, byte[]> consumers, AgentBook book) {
        return new StateReplay(agentsTopic, admin, consumers, book::learn);
    }

    @Bean
    NewTopic decisionsTopic(Topics topics) {
        return topics.ofFacts(DecisionMade.TOPIC);
    }

    @Bean
    SpooledLog<DecisionMade> decisionSpool(SpooledLogs logs, DecisionSettings settings) throws IOException {
        return logs.open(DECISIONS, settings.limits());
    }

    /** Down until everything is known that decisions are made by; afterwards up, and degraded while no news can come. */
    @Bean
    HealthIndicator decisionHealthIndicator(
            DecisionPoint decisionPoint, StateReplay policyReplay, StateReplay agentReplay) {
        return () -> (decisionPoint.isReady() ? Health.up() : Health.down())
                .withDetail("degraded", !(policyReplay.isConnected() && agentReplay.isConnected()))
                .build();
    }

    @Bean
    MeterBinder snapshotMetrics(
            PolicyBook policies,
            AgentBook agents,
            PolicySnapshot snapshot,
            StateReplay policyReplay,
            StateReplay agentReplay) {
        return registry -> {
            known(registry, "policies", policies, PolicyBook::known);
            known(registry, "agents", agents, AgentBook::known);
            age(registry, "policies", policyReplay);
            age(registry, "agents", agentReplay);
            Gauge.builder("agentplane.policy.snapshot.denied", snapshot, PolicySnapshot::denied)
                    .description("Namespaces that are denied everything, because their policies can't be read")
                    .register(registry);
        };
    }

    private static <T> void known(MeterRegistry registry, String kind, T book, ToDoubleFunction<T> count) {
        Gauge.builder("agentplane.policy.snapshot.known", book, count)
                .description("How many there are in memory, in all namespaces")
                .tag("kind", kind)
                .register(registry);
    }

    private static void age(MeterRegistry registry, String kind, StateReplay replay) {
        TimeGauge.builder(
                        "agentplane.policy.snapshot.age",
                        replay,
                        TimeUnit.MILLISECONDS,
                        state -> state.age().toMillis())
                .description("How long nobody has known whether what is in memory is up to date")
                .tag("kind", kind)
                .register(registry);
    }
}
