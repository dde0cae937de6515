package io.agentplane.benchmarks.outbox;

import io.agentplane.platform.event.Topics;
import org.apache.kafka.clients.admin.NewTopic;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;

/** A service without a feature: what it has is the platform's. */
@SpringBootApplication
class OutboxService {

    @Bean
    NewTopic samples(Topics topics) {
        return topics.ofState(SampleEvent.TOPIC);
    }
}
