package io.agentplane.policy.webhook;

import com.github.f4b6a3.uuid.UuidCreator;
import io.agentplane.platform.json.StoredJson;
import io.agentplane.platform.signal.DatabaseSignals;
import io.agentplane.policy.approval.ApprovalEvent;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Writes down what is to be delivered, in the transaction of what happened. */
@Component
class DeliveryWriter {

    static final String SIGNAL = "approval-deliveries";

    private final WebhookQueries webhooks;
    private final DeliveryQueries deliveries;
    private final DatabaseSignals signals;
    private final StoredJson json;
    private final Clock clock;

    DeliveryWriter(
            WebhookQueries webhooks,
            DeliveryQueries deliveries,
            DatabaseSignals signals,
            StoredJson json,
            Clock clock) {
        this.webhooks = webhooks;
        this.deliveries = deliveries;
        this.signals = signals;
        this.json = json;
        this.clock = clock;
    }

    @EventListener
    void write(ApprovalEvent event) {
        if (!webhooks.hold(event.namespace())) {
            return;
        }
        Map<String, Object> message = new LinkedHashMap<>();
        message.put("type", event.type());
        message.put("timestamp", clock.instant());
        message.put("data", event.state());
        deliveries.insert(
                UuidCreator.getTimeOrderedEpoch(),
                event.namespace(),
                event.state().id(),
                event.type(),
                json.write(message));
        signals.ring(SIGNAL, "");
    }
}
