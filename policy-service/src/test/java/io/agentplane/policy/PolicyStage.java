package io.agentplane.policy;

import io.agentplane.platform.test.ServiceTest;
import java.util.UUID;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.web.servlet.client.RestTestClient;

/**
 * One service for all tests that need none of their own; each works in a namespace of its own. Settings are here, because a
 * class with other ones has another service started for it, which takes as long as all its tests.
 */
@ServiceTest
@TestPropertySource(
        properties = {
            "agentplane.policy.webhook.allowed-networks=127.0.0.1",
            "agentplane.policy.webhook.first-pause=20ms",
            "agentplane.policy.webhook.longest-pause=40ms",
            "agentplane.policy.webhook.max-attempts=4",
            "agentplane.policy.webhook.timeout=2s",
            "agentplane.policy.webhook.look-interval=50ms",
            // Consumers ask the broker once in each poll, and again when that has ended.
            "spring.kafka.consumer.fetch-max-wait=100ms",
            "spring.kafka.listener.poll-timeout=100ms"
        })
public abstract class PolicyStage {

    static {
        // A consumer that finds its topic hears of the first message sooner than one that learns of a new one.
        OtherService.createTopic("agentplane.registry.agents.v1");
    }

    @Autowired
    protected RestTestClient client;

    @Autowired
    private JdbcClient projections;

    /** An agent that the registry has told of. */
    protected UUID agent(String namespace) {
        UUID id = UUID.randomUUID();
        projections
                .sql("INSERT INTO agent (id, namespace, attributes, revision) VALUES (:id, :namespace, '{}', 1)")
                .param("id", id.toString())
                .param("namespace", namespace)
                .update();
        return id;
    }
}
