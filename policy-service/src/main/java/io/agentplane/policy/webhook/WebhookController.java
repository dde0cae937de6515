package io.agentplane.policy.webhook;

import io.agentplane.platform.access.Permission;
import io.agentplane.platform.access.Reach;
import io.agentplane.platform.access.Right;
import io.agentplane.platform.web.Cursor;
import io.agentplane.platform.web.Page;
import io.agentplane.platform.web.Revision;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/**
 * A namespace's webhook is sent a message whenever one of its approvals is opened, decided, used, taken back or has
 * expired. Messages follow the Standard Webhooks specification: they are signed with the webhook's secret, and sent
 * again, under the same {@code webhook-id}, until they are answered with a 2xx status or the tries are used up.
 */
@Tag(name = "Webhooks")
@RestController
@RequestMapping("/approval-webhook")
class WebhookController {

    private final Webhooks webhooks;

    WebhookController(Webhooks webhooks) {
        this.webhooks = webhooks;
    }

    /**
     * Shows the webhook. The webhook's secret is not shown. Refused with {@code webhook-not-found} when the namespace
     * has none.
     */
    @Right(value = Permission.VIEWS_READ, on = Reach.LOOK, action = "getApprovalWebhook")
    @GetMapping
    WebhookView get() {
        return webhooks.get();
    }

    /**
     * Sets where messages are sent. With {@code If-Match: "0"} the webhook is created, and its {@code secret} is in
     * this answer only. A changed URL holds for messages that wait as well, and the secret stays: for another one,
     * delete the webhook and create it anew. The URL is called for the first time with the next message; an address
     * that is not public is refused then, and {@code lastFault} of the delivery says so.
     */
    @Right(value = Permission.CONFIGURATION_CHANGE, on = Reach.ANY, action = "setApprovalWebhook")
    @PutMapping
    WebhookView write(Revision read, @Valid @RequestBody WriteWebhookRequest request) {
        return webhooks.write(request.url(), read);
    }

    /**
     * Removes the webhook. Nothing is sent any more: pending messages become {@code FAILED}. Refused with
     * {@code webhook-not-found}.
     */
    @Right(value = Permission.CONFIGURATION_CHANGE, on = Reach.ANY, action = "removeApprovalWebhook")
    @DeleteMapping
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(Revision read) {
        webhooks.delete(read);
    }

    /**
     * Lists the messages to the webhook. The newest message comes first, those to a former webhook included. They are
     * kept for 30 days, unless the service is set otherwise.
     *
     * @param status only deliveries in this state: {@code PENDING} while it is tried or will be, {@code DELIVERED}
     *     once the receiver has taken it, {@code FAILED} when the tries are used up or the webhook is gone
     */
    @Right(value = Permission.VIEWS_READ, on = Reach.LOOK, action = "listWebhookDeliveries")
    @GetMapping("/deliveries")
    Page<DeliveryView> deliveries(
            @RequestParam(required = false) @Nullable DeliveryStatus status,
            @RequestParam(defaultValue = "50") @Min(1) @Max(500) int limit,
            @RequestParam(required = false) @Size(max = 200) @Nullable String cursor) {
        return webhooks.deliveries(status, Cursor.decodeId(cursor), limit);
    }
}
