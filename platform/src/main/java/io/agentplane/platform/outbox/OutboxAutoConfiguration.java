package io.agentplane.platform.outbox;

import io.agentplane.platform.event.EventAutoConfiguration;
import io.agentplane.platform.event.EventCodec;
import io.agentplane.platform.retention.Retention;
import io.agentplane.platform.signal.DatabaseSignals;
import io.agentplane.platform.signal.SignalAutoConfiguration;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.tracing.Tracer;
import java.time.Clock;
import java.util.Map;
import javax.sql.DataSource;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.jdbc.autoconfigure.JdbcClientAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcTemplateAutoConfiguration;
import org.springframework.boot.kafka.autoconfigure.KafkaAutoConfiguration;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.kafka.core.KafkaAdmin;

/** Gives every service with a database its outbox and relay. */
@AutoConfiguration(
        after = {
            EventAutoConfiguration.class,
            KafkaAutoConfiguration.class,
            JdbcTemplateAutoConfiguration.class,
            JdbcClientAutoConfiguration.class,
            SignalAutoConfiguration.class
        })
@ConditionalOnBean(DatabaseSignals.class)
@EnableConfigurationProperties(OutboxSettings.class)
public class OutboxAutoConfiguration {

    @Bean
    OutboxQueries outboxQueries(JdbcTemplate jdbc) {
        return new OutboxQueries(jdbc);
    }

    @Bean
    Outbox outbox(
            OutboxQueries queries,
            EventCodec codec,
            DatabaseSignals signals,
            Clock clock,
            ObjectProvider<Tracer> tracer,
            @Value("${spring.application.name}") String serviceName) {
        return new Outbox(queries, codec, signals, clock, tracer.getIfAvailable(() -> Tracer.NOOP), serviceName);
    }

    @Bean
    OutboxRelay outboxRelay(
            DataSource database,
            OutboxQueries queries,
            EventCodec codec,
            OutboxKafka kafka,
            OutboxSettings settings,
            OutboxMetrics metrics,
            DatabaseSignals signals,
            @Value("${spring.application.name}") String serviceName) {
        var relay = new OutboxRelay(
                database,
                queries,
                new OutboxSender(codec, metrics),
                kafka,
                settings,
                metrics,
                serviceName + ".outbox.");
        relay.listenTo(signals);
        return relay;
    }

    @Bean
    @ConditionalOnMissingBean
    OutboxKafka outboxKafka(KafkaProperties kafka, KafkaAdmin admin) {
        return new OutboxKafka(id -> producer(kafka.buildProducerProperties(), id), new TopicsOnce(admin));
    }

    private static Producer<String, byte[]> producer(Map<String, Object> settings, String transactionalId) {
        settings.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, transactionalId);
        return new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer());
    }

    @Bean
    Retention deadEventRetention(OutboxSettings settings, JdbcClient jdbc) {
        return Retention.of("dead_outbox_event", "died_at", settings.deadRetention(), jdbc);
    }

    @Bean
    OutboxMetrics outboxMetrics(MeterRegistry registry, Clock clock) {
        return new OutboxMetrics(registry, clock);
    }

    @Bean
    MeterBinder outboxPending(OutboxQueries queries) {
        return registry -> Gauge.builder("agentplane.outbox.pending", queries, OutboxQueries::pending)
                .description("Events that wait for Kafka; counted up to 100,000")
                .register(registry);
    }

    @Bean
    MeterBinder outboxDead(OutboxQueries queries) {
        return registry -> Gauge.builder("agentplane.outbox.dead", queries, OutboxQueries::dead)
                .description("Events that Kafka will never take, put aside in dead_outbox_event; counted up to 100,000")
                .register(registry);
    }
}
