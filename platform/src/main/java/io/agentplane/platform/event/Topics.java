package io.agentplane.platform.event;

import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.TopicConfig;
import org.springframework.kafka.config.TopicBuilder;

/** Declares the topics that a service owns; a bean of each is enough to have it made. */
public final class Topics {

    /** Above what the largest requests can add up to in one aggregate; the producer allows the same. */
    private static final int MAX_EVENT_BYTES = 4 * 1024 * 1024;

    private final EventSettings settings;

    Topics(EventSettings settings) {
        this.settings = settings;
    }

    /** Keeps the latest state of every key for good, so that a projection can be rebuilt from it. */
    public NewTopic ofState(String name) {
        return named(name)
                .compact()
                .config(TopicConfig.MIN_CLEANABLE_DIRTY_RATIO_CONFIG, "0.2")
                .build();
    }

    /** Keeps what happened for a time. */
    public NewTopic ofFacts(String name) {
        return named(name)
                .config(
                        TopicConfig.RETENTION_MS_CONFIG,
                        Long.toString(settings.factRetention().toMillis()))
                .build();
    }

    private TopicBuilder named(String name) {
        return TopicBuilder.name(name)
                .partitions(settings.partitions())
                .replicas(settings.replicas())
                .config(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, Integer.toString(MAX_EVENT_BYTES));
    }
}
