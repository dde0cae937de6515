package io.agentplane.policy.webhook;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A namespace's webhook.
 *
 * @param url where messages are sent
 * @param secret what signatures are verified with, {@code whsec_...}; in the answer to the webhook's creation only
 * @param changedAt when it was changed last
 * @param revision counts its changes, from 1; it is the webhook's {@code ETag}
 */
record WebhookView(String url, @Nullable String secret, Instant changedAt, long revision) {

    WebhookView with(WebhookSecret secret) {
        return new WebhookView(url, secret.text(), changedAt, revision);
    }

    /** Without the secret: a record of secrets must not end in a log. */
    @Override
    public String toString() {
        return "WebhookView[url=" + url + ", revision=" + revision + "]";
    }
}
