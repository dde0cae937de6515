package io.agentplane.policy.webhook;

import static io.agentplane.platform.test.TestApi.body;
import static io.agentplane.platform.test.TestApi.expectProblem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.agentplane.platform.test.TestApi;
import io.agentplane.platform.test.TestCaller;
import io.agentplane.policy.ApprovalStory;
import io.agentplane.policy.PolicyStage;
import io.agentplane.policy.webhook.Receiver.Received;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

class WebhookTests extends PolicyStage {

    private static final String WEBHOOK = "/approval-webhook";

    private final Receiver receiver = new Receiver();
    private TestApi api;
    private ApprovalStory story;

    @BeforeEach
    void beginAStory() {
        api = new TestApi(client, TestCaller.in("webhooks-" + UUID.randomUUID()));
        story = ApprovalStory.begin(api, Map.of());
    }

    @AfterEach
    void close() {
        receiver.close();
    }

    @Test
    void sendsEveryStepSignedByTheSharedSecret() throws Exception {
        String secret = (String) create().get("secret");
        String approval = story.open();
        story.deny(story.person("ann", "AGENT_MANAGER"), approval);

        await().untilAsserted(() -> assertThat(receiver.received()).hasSize(2));

        for (Received received : receiver.received()) {
            byte[] key = Base64.getDecoder().decode(secret.substring("whsec_".length()));
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            byte[] expected = mac.doFinal((received.id() + "." + received.timestamp() + "." + received.body())
                    .getBytes(StandardCharsets.UTF_8));
            assertThat(received.signature())
                    .isEqualTo("v1," + Base64.getEncoder().encodeToString(expected));
            assertThat(received.body()).contains(approval, "\"rows\":101");
        }
        assertThat(receiver.received())
                .extracting(received -> received.body().substring(0, 25))
                .containsExactlyInAnyOrder("{\"type\":\"approval-opened\"", "{\"type\":\"approval-denied\"");
        await().untilAsserted(() -> assertThat(deliveries("?status=DELIVERED")).hasSize(2));
    }

    @Test
    void triesAgainWithTheSameIdUntilItIsTaken() {
        create();
        receiver.willAnswer(500, 302, -1);

        story.open();

        await().untilAsserted(() -> assertThat(deliveries("?status=DELIVERED")).hasSize(1));
        assertThat(receiver.received()).hasSize(4);
        assertThat(receiver.received()).extracting(Received::path).containsOnly("/hook");
        assertThat(receiver.received()).extracting(Received::id).containsOnly((String)
                deliveries("").getFirst().get("id"));
        assertThat(deliveries("").getFirst()).containsEntry("attempts", 4).containsKey("endedAt");
    }

    @Test
    void givesUpAfterTheLastTry(@Autowired MeterRegistry metrics) {
        create();
        receiver.willAnswer(500, 500, 500, 500);

        story.open();

        await().untilAsserted(() -> assertThat(deliveries("?status=FAILED"))
                .singleElement()
                .satisfies(failed -> assertThat(failed)
                        .containsEntry("attempts", 4)
                        .containsEntry("lastFault", "The receiver answers with status 500")
                        .doesNotContainKey("nextAttemptAt")));
        assertThat(metrics.counter("agentplane.webhook.deliveries", "result", "failed")
                        .count())
                .isPositive();
        assertThat(metrics.counter("agentplane.webhook.deliveries", "result", "retried")
                        .count())
                .isPositive();
    }

    @Test
    void sendsNothingIntoTheOperatorsOwnNetwork() {
        body(api.put(WEBHOOK, 0, Map.of("url", "http://127.0.0.2:" + 9 + "/hook")), Map.class);

        story.open();

        await().untilAsserted(() -> assertThat(deliveries("?status=FAILED"))
                .singleElement()
                .satisfies(failed -> assertThat(failed)
                        .containsEntry("lastFault", "The receiver's address is not publicly routable")));
    }

    @Test
    void showsTheSecretOnce() {
        assertThat(create()).containsKey("secret");

        assertThat(body(api.get(WEBHOOK), Map.class).toString()).doesNotContain("secret");
        Map<?, ?> moved = body(api.put(WEBHOOK, 1, Map.of("url", receiver.url() + "/new")), Map.class);
        assertThat(moved.get("url")).isEqualTo(receiver.url() + "/new");
        assertThat(moved.containsKey("secret")).isFalse();
        assertThat(moved.get("revision")).isEqualTo(2);
    }

    @Test
    void losesNoChangeOfAnother() {
        expectProblem(api.put(WEBHOOK, Map.of("url", receiver.url())), 428, "revision-required");
        expectProblem(api.put(WEBHOOK, 3, Map.of("url", receiver.url())), 412, "revision-stale");
        create();
        expectProblem(api.put(WEBHOOK, 0, Map.of("url", receiver.url())), 412, "revision-stale");
        expectProblem(api.delete(WEBHOOK, 7), 412, "revision-stale");
    }

    @Test
    void endsWhatIsNotDeliveredWhenTheWebhookIsDeleted() {
        create();
        receiver.willAnswer(-1, -1, -1, -1);
        story.open();
        await().until(() -> !receiver.received().isEmpty());

        api.delete(WEBHOOK, 1).expectStatus().isNoContent();

        assertThat(deliveries("?status=FAILED"))
                .singleElement()
                .satisfies(failed -> assertThat(failed).containsEntry("lastFault", "The webhook was deleted"));
        expectProblem(api.get(WEBHOOK), 404, "webhook-not-found");
        story.person("ann", "AGENT_MANAGER");
        api.post("/approvals/" + story.open() + "/cancel").expectStatus().isOk();
        assertThat(deliveries("")).hasSize(1);
    }

    @Test
    void belongsToItsNamespace() {
        create();
        story.open();
        TestApi foreigner = api.as(TestCaller.in("elsewhere"));

        expectProblem(foreigner.get(WEBHOOK), 404, "webhook-not-found");
        expectProblem(foreigner.delete(WEBHOOK, 1), 404, "webhook-not-found");
        assertThat(body(foreigner.get(WEBHOOK + "/deliveries"), Map.class).get("items"))
                .isEqualTo(List.of());
        assertThat(deliveries("?limit=1")).hasSize(1);
    }

    @Test
    void countsOnWhenItIsMadeAnew() {
        create();
        api.delete(WEBHOOK, 1).expectStatus().isNoContent();

        assertThat(create()).containsEntry("revision", 2);
        expectProblem(api.put(WEBHOOK, 1, Map.of("url", receiver.url())), 412, "revision-stale");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"ftp://example.com", "https://", "https://me:secret@example.com", "example.com", "http://a:70000"
            })
    void takesNoUrlThatIsNone(String url) {
        expectProblem(api.put(WEBHOOK, 0, Map.of("url", url)), 400, "invalid-request");
    }

    @SuppressWarnings("unchecked")
    private Map<String, Object> create() {
        return (Map<String, Object>) body(api.put(WEBHOOK, 0, Map.of("url", receiver.url())), Map.class);
    }

    @SuppressWarnings("unchecked")
    private List<Map<String, Object>> deliveries(String query) {
        return (List<Map<String, Object>>)
                body(api.get(WEBHOOK + "/deliveries" + query), Map.class).get("items");
    }
}
