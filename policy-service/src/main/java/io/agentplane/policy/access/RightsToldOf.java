package io.agentplane.policy.access;

import io.agentplane.platform.outbox.Outbox;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/**
 * Keeps the service from being ready until it has told of the {@link FirstAdministrator}: whoever waits for that uses the key
 * at once, and the gateway knows only the keys that it was told of.
 */
@Component
@Order(1)
class RightsToldOf implements ApplicationRunner {

    private static final Logger log = LoggerFactory.getLogger(RightsToldOf.class);
    private static final Duration LIMIT = Duration.ofSeconds(10);

    private final AccessSettings settings;
    private final Outbox outbox;

    RightsToldOf(AccessSettings settings, Outbox outbox) {
        this.settings = settings;
        this.outbox = outbox;
    }

    @Override
    public void run(ApplicationArguments arguments) throws InterruptedException {
        if (!settings.bootstrapKeyFile().isBlank() && !outbox.awaitSent(LIMIT)) {
            log.warn("Kafka has not taken all events yet; until it has, new keys are refused");
        }
    }
}
