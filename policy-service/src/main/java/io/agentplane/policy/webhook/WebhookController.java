package io.agentplane.policy.webhook;

import io.agentplane.platform.access.Permission;
import io.agentplane.platform.access.Reach;
import io.agentplane.platform.access.Right;
import io.agentplane.platform.web.Cursor;
import io.agentplane.platform.web.Page;
import io.agentplane.platform.web.Revision;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/approval-webhook")
class WebhookController {

    private final Webhooks webhooks;

    WebhookController(Webhooks webhooks) {
        this.webhooks = webhooks;
    }

    @Right(value = Permission.VIEWS_READ, on = Reach.LOOK, action = "getApprovalWebhook")
    @GetMapping
    ResponseEntity<WebhookView> get() {
        return answer(webhooks.get());
    }

    /** {@code If-Match: "0"} makes a new one, whose secret is in this answer only. For another secret, delete it first. */
    @Right(value = Permission.CONFIGURATION_CHANGE, on = Reach.ANY, action = "setApprovalWebhook")
    @PutMapping
    ResponseEntity<WebhookView> write(
            @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch,
            @Valid @RequestBody WriteWebhookRequest request) {
        return answer(webhooks.write(request.url(), Revision.ifMatch(ifMatch)));
    }

    @Right(value = Permission.CONFIGURATION_CHANGE, on = Reach.ANY, action = "removeApprovalWebhook")
    @DeleteMapping
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(@RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch) {
        webhooks.delete(Revision.ifMatch(ifMatch));
    }

    @Right(value = Permission.VIEWS_READ, on = Reach.LOOK, action = "listWebhookDeliveries")
    @GetMapping("/deliveries")
    Page<DeliveryView> deliveries(
            @RequestParam(required = false) @Nullable DeliveryStatus status,
            @RequestParam(defaultValue = "50") @Min(1) @Max(500) int limit,
            @RequestParam(required = false) @Size(max = 200) @Nullable String cursor) {
        return webhooks.deliveries(status, Cursor.decodeId(cursor), limit);
    }

    private static ResponseEntity<WebhookView> answer(WebhookView webhook) {
        return ResponseEntity.ok().eTag(Revision.eTag(webhook.revision())).body(webhook);
    }
}
