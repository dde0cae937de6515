package io.agentplane.policy.webhook;

import io.agentplane.platform.net.HttpEndpoint;
import jakarta.validation.constraints.NotNull;

/** Where to send what becomes of the namespace's approvals. */
record WriteWebhookRequest(@NotNull @HttpEndpoint String url) {}
