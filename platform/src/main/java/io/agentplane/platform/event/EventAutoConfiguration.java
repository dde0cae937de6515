package io.agentplane.platform.event;

import io.agentplane.platform.json.StoredJson;
import io.agentplane.platform.problem.LostDatabase;
import io.micrometer.core.instrument.MeterRegistry;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.kafka.autoconfigure.KafkaAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.kafka.core.KafkaAdmin;
import org.springframework.kafka.core.KafkaOperations;
import org.springframework.kafka.listener.CommonErrorHandler;
import org.springframework.kafka.listener.DeadLetterPublishingRecoverer;
import org.springframework.kafka.listener.DefaultErrorHandler;
import org.springframework.util.backoff.BackOff;
import org.springframework.util.backoff.ExponentialBackOff;
import org.springframework.util.backoff.FixedBackOff;

/**
 * Gives every service the event codec, its topics, and consumers that never stop: a message that can't be handled is
 * tried a few times and then put aside on {@code <topic>.dlt}; while the database is away, consumers wait for it.
 */
@AutoConfiguration(before = KafkaAutoConfiguration.class)
@EnableConfigurationProperties(EventSettings.class)
public class EventAutoConfiguration {

    private static final Logger log = LoggerFactory.getLogger(EventAutoConfiguration.class);
    private static final String DEAD_LETTERS = ".dlt";
    private static final long WAIT_FOR_DATABASE_MILLIS = 1000;
    private static final long MAX_RETRY_MILLIS = 10_000;

    @Bean
    EventCodec eventCodec(StoredJson json) {
        return new EventCodec(json);
    }

    @Bean
    Topics topics(EventSettings settings) {
        return new Topics(settings);
    }

    @Bean
    CommonErrorHandler eventErrorHandler(
            KafkaOperations<Object, Object> kafka,
            KafkaAdmin admin,
            Topics topics,
            EventSettings settings,
            MeterRegistry metrics) {
        var putAside = new DeadLetterPublishingRecoverer(
                kafka, (message, fault) -> new TopicPartition(message.topic() + DEAD_LETTERS, -1));
        var handler = new DefaultErrorHandler(
                (message, fault) -> {
                    admin.createOrModifyTopics(topics.ofFacts(message.topic() + DEAD_LETTERS));
                    putAside.accept(message, fault);
                    metrics.counter("agentplane.events.dead", "topic", message.topic())
                            .increment();
                    log.error(
                            "Put aside {}-{}@{} after its last attempt",
                            message.topic(),
                            message.partition(),
                            message.offset(),
                            fault);
                },
                retries(settings));
        handler.addNotRetryableExceptions(InvalidEventException.class);
        handler.setBackOffFunction((message, fault) -> LostDatabase.isCauseOf(fault)
                ? new FixedBackOff(WAIT_FOR_DATABASE_MILLIS, FixedBackOff.UNLIMITED_ATTEMPTS)
                : null);
        return handler;
    }

    private static BackOff retries(EventSettings settings) {
        var backOff = new ExponentialBackOff(settings.firstRetry().toMillis(), 2);
        backOff.setMaxInterval(MAX_RETRY_MILLIS);
        backOff.setMaxAttempts(settings.attempts() - 1L);
        return backOff;
    }
}
