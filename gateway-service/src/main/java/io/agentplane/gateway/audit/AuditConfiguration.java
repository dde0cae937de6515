package io.agentplane.gateway.audit;

import io.agentplane.gateway.spool.EntryKind;
import io.agentplane.gateway.spool.SpooledLog;
import io.agentplane.gateway.spool.SpooledLogs;
import io.agentplane.platform.audit.AuditEntry;
import io.agentplane.platform.check.ClusterInFile;
import io.agentplane.platform.check.ClusterMemory;
import io.agentplane.platform.event.Topics;
import java.io.IOException;
import java.util.List;
import java.util.function.UnaryOperator;
import org.apache.kafka.clients.admin.NewTopic;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class AuditConfiguration {

    static final EntryKind<AuditEntry> ENTRIES =
            new EntryKind<>("audit.entries", AuditEntry.class, AuditEntry::message, UnaryOperator.identity());

    @Bean
    NewTopic auditEntriesTopic(Topics topics) {
        return topics.ofFacts(AuditEntry.TOPIC);
    }

    @Bean
    SpooledLog<AuditEntry> auditSpool(SpooledLogs logs, AuditSettings settings) throws IOException {
        return logs.open(ENTRIES, settings.limits());
    }

    /** Beside what waits for that cluster. */
    @Bean
    ClusterMemory clusterMemory(AuditSettings settings) {
        return new ClusterInFile(settings.folder().resolve("kafka-cluster"));
    }

    /** Down while a spool's disk takes nothing. */
    @Bean
    HealthIndicator spoolHealthIndicator(List<SpooledLog<?>> logs) {
        return () -> {
            List<String> failing = logs.stream()
                    .filter(SpooledLog::isDiskFailing)
                    .map(SpooledLog::name)
                    .toList();
            return failing.isEmpty()
                    ? Health.up().build()
                    : Health.down()
                            .withDetail("reason", "The disk takes nothing of " + failing)
                            .build();
        };
    }
}
