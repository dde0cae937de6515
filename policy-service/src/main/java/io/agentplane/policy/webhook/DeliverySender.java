package io.agentplane.policy.webhook;

import io.agentplane.platform.net.PermittedAddresses.NotPermittedException;
import io.agentplane.policy.webhook.DeliveryQueries.Delivery;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.Result;
import org.eclipse.jetty.client.StringRequestContent;
import org.eclipse.jetty.http.HttpMethod;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Sends what is due, as the Standard Webhooks specification has it. A delivery whose sender is lost comes again when its lease
 * is over, so a receiver may meet one twice, under the same id.
 */
@Component
class DeliverySender {

    private static final Logger log = LoggerFactory.getLogger(DeliverySender.class);

    private final DeliveryQueries queries;
    private final HttpClient client;
    private final WebhookSettings settings;
    private final MeterRegistry metrics;
    private final Clock clock;
    private final Semaphore free;
    private volatile Runnable whenThereIsRoom = () -> {};

    DeliverySender(
            DeliveryQueries queries,
            HttpClient webhookClient,
            WebhookSettings settings,
            MeterRegistry metrics,
            Clock clock) {
        this.queries = queries;
        this.client = webhookClient;
        this.settings = settings;
        this.metrics = metrics;
        this.clock = clock;
        free = new Semaphore(settings.maxConcurrent());
    }

    /** Tells whom to wake when there is room for another delivery. */
    void whenThereIsRoom(Runnable wake) {
        whenThereIsRoom = wake;
    }

    /** Begins to send what is due, as much as there is room for; returns before it is sent. */
    void sendDue() {
        List<Delivery> taken;
        do {
            int room = free.drainPermits();
            taken = List.of();
            try {
                taken = room == 0 ? taken : queries.take(room, settings.lease());
            } finally {
                free.release(room - taken.size());
            }
            taken.forEach(this::send);
        } while (!taken.isEmpty());
    }

    private void send(Delivery delivery) {
        try {
            Instant now = clock.instant();
            client.newRequest(URI.create(delivery.url()))
                    .method(HttpMethod.POST)
                    .timeout(settings.timeout().toMillis(), TimeUnit.MILLISECONDS)
                    .headers(headers -> headers.put("webhook-id", delivery.id().toString())
                            .put("webhook-timestamp", Long.toString(now.getEpochSecond()))
                            .put(
                                    "webhook-signature",
                                    delivery.secret().sign(delivery.id().toString(), now, delivery.body())))
                    .body(new StringRequestContent("application/json", delivery.body(), StandardCharsets.UTF_8))
                    .send(result -> Thread.startVirtualThread(() -> end(delivery, fault(result))));
        } catch (RuntimeException noAddress) {
            Thread.startVirtualThread(() -> end(delivery, "The URL is no address to connect to"));
        }
    }

    /** Why a try failed, or null when the receiver has taken it; says no more of an answer than its status. */
    private @Nullable String fault(Result result) {
        if (result.getResponse() != null && result.getResponse().getStatus() > 0) {
            int status = result.getResponse().getStatus();
            return status / 100 == 2 ? null : "The receiver answers with status " + status;
        }
        return switch (result.getFailure()) {
            case NotPermittedException refused -> "The receiver's address is not publicly routable";
            case UnknownHostException unknown -> "The receiver's name can't be resolved";
            case TimeoutException late -> "The receiver does not answer within " + settings.timeout();
            case null, default -> "The receiver takes no connection or breaks it off";
        };
    }

    /** What can't be written down now is tried again when the lease is over. */
    private void end(Delivery delivery, @Nullable String fault) {
        try {
            if (fault == null) {
                queries.end(delivery, DeliveryStatus.DELIVERED, null);
                count("delivered");
            } else if (delivery.attempts() < settings.maxAttempts()) {
                queries.postpone(delivery, jittered(settings.pauseAfter(delivery.attempts())), fault);
                count("retried");
            } else {
                queries.end(delivery, DeliveryStatus.FAILED, fault);
                count("failed");
            }
        } catch (RuntimeException away) {
            // Also while the service stops, when what translates the database's refusals is gone already.
            log.warn("The outcome of a delivery is not written down; it is sent again: {}", away.getMessage());
        } finally {
            free.release();
            whenThereIsRoom.run();
        }
    }

    /** Up to a fifth longer, so that what failed together doesn't come back together. */
    private static Duration jittered(Duration pause) {
        return pause.plusMillis(ThreadLocalRandom.current().nextLong(pause.toMillis() / 5 + 1));
    }

    private void count(String result) {
        metrics.counter("agentplane.webhook.deliveries", "result", result).increment();
    }
}
