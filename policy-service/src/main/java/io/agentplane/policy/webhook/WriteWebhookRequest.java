package io.agentplane.policy.webhook;

import io.agentplane.platform.net.HttpEndpoint;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.NotNull;

/**
 * Where a namespace's webhook is.
 *
 * @param url the {@code http} or {@code https} URL that messages are sent to, without user information
 */
@Schema(example = "{\"url\": \"https://example.com/hooks/approvals\"}")
record WriteWebhookRequest(@NotNull @HttpEndpoint String url) {}
