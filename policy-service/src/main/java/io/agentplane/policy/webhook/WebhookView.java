package io.agentplane.policy.webhook;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A namespace's webhook.
 *
 * @param secret in the answer to its creation only; receivers verify the signatures with it
 * @param revision counts its changes; served as its ETag
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
