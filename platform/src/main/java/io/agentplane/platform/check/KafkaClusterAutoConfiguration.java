package io.agentplane.platform.check;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.kafka.core.KafkaAdmin;

/** That a service's Kafka stays the same one, wherever that is remembered. */
@AutoConfiguration(after = CheckAutoConfiguration.class)
@EnableConfigurationProperties(KafkaClusterSettings.class)
public class KafkaClusterAutoConfiguration {

    private static final Duration EVERY = Duration.ofSeconds(20);
    private static final int TIMEOUT_SECONDS = 5;

    @Bean
    @ConditionalOnBean(ClusterMemory.class)
    OutsideCheck kafkaClusterHealthIndicator(ClusterMemory memory, KafkaAdmin kafka, KafkaClusterSettings settings) {
        return new OutsideCheck(
                "kafka-check", EVERY, new KnownKafka(memory, () -> cluster(kafka), settings.acceptCluster()));
    }

    private static String cluster(KafkaAdmin kafka) throws Exception {
        try (Admin admin = Admin.create(kafka.getConfigurationProperties())) {
            return admin.describeCluster().clusterId().get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
        }
    }
}
