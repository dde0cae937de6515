package io.agentplane.policy.webhook;

import io.agentplane.platform.problem.DomainException;
import io.agentplane.platform.web.Page;
import io.agentplane.platform.web.Revision;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The present namespace's webhook, of which there is one at most. */
@Service
class Webhooks {

    private final WebhookQueries queries;
    private final DeliveryQueries deliveries;

    Webhooks(WebhookQueries queries, DeliveryQueries deliveries) {
        this.queries = queries;
        this.deliveries = deliveries;
    }

    @Transactional(readOnly = true)
    WebhookView get() {
        return queries.find().orElseThrow(Webhooks::none);
    }

    /** Sends elsewhere from now on; makes the webhook, and its secret, if the caller has read that there is none (revision 0). */
    @Transactional
    WebhookView write(String url, Revision read) {
        Optional<WebhookView> known = queries.lock();
        if (known.isPresent()) {
            read.requireCurrent(known.get().revision());
            queries.update(url);
            return get();
        }
        read.requireCurrent(0);
        WebhookSecret secret = WebhookSecret.generate();
        if (!queries.insert(url, secret)) {
            throw Revision.stale();
        }
        return get().with(secret);
    }

    /** Sends nothing any more; what was not delivered yet has failed. */
    @Transactional
    void delete(Revision read) {
        read.requireCurrent(queries.lock().orElseThrow(Webhooks::none).revision());
        queries.delete();
        deliveries.giveUp();
    }

    /** Newest first. */
    @Transactional(readOnly = true)
    Page<DeliveryView> deliveries(@Nullable DeliveryStatus status, @Nullable UUID before, int limit) {
        return Page.cut(
                deliveries.list(status, before, limit),
                limit,
                delivery -> delivery.id().toString());
    }

    private static DomainException none() {
        return WebhookProblem.WEBHOOK_NOT_FOUND.because("This namespace has no webhook");
    }
}
