package io.agentplane.policy.webhook;

import static io.agentplane.platform.test.TestApi.body;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.agentplane.platform.test.TestApi;
import io.agentplane.platform.test.TestCaller;
import io.agentplane.platform.test.TestPostgres;
import io.agentplane.platform.test.TestPostgres.Database;
import io.agentplane.policy.ApprovalStory;
import io.agentplane.policy.Replica;
import io.agentplane.policy.webhook.Receiver.Received;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Senders on two replicas, one of which is lost. */
class WebhookReplicaTests {

    private static final TestCaller CALLER = TestCaller.in("alpha");
    private static final String[] SETTINGS = {
        "agentplane.policy.webhook.allowed-networks=127.0.0.1",
        "agentplane.policy.webhook.timeout=20s",
        "agentplane.policy.webhook.lease=2s"
    };

    private final Database database = TestPostgres.createDatabase();
    private final Receiver receiver = new Receiver();

    @AfterEach
    void close() {
        receiver.close();
    }

    @Test
    void sendsWhatALostSenderHadInHand() {
        try (Replica lost = Replica.start(database, SETTINGS)) {
            TestApi api = lost.api(CALLER);
            ApprovalStory story = begin(api);
            receiver.willAnswer(-1);
            story.open();
            await().until(() -> receiver.received().size() == 1);
            // As if it were killed: whatever it still does, it writes nothing down.
            database.refuseConnections();
        }
        database.acceptConnections();
        try (Replica heir = Replica.start(database, SETTINGS)) {
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> receiver.received().size() == 2);

            assertThat(receiver.received())
                    .extracting(Received::id)
                    .containsOnly(receiver.received().getFirst().id());
            await().untilAsserted(() -> assertThat(statuses(heir.api(CALLER))).containsExactly("DELIVERED"));
        }
    }

    @Test
    void sendsEachDeliveryOnceWhileBothReplicasSend() {
        try (Replica one = Replica.start(database, SETTINGS);
                Replica other = Replica.start(database, SETTINGS)) {
            ApprovalStory story = begin(one.api(CALLER));
            IntStream.range(0, 100).forEach(number -> {
                Map<String, Object> request = new HashMap<>(ApprovalStory.WRITE);
                request.put("context", Map.of("rows", number));
                story.ask(request);
            });

            await().untilAsserted(() ->
                    assertThat(statuses(other.api(CALLER))).hasSize(100).containsOnly("DELIVERED"));
            assertThat(receiver.received()).hasSize(100);
            assertThat(receiver.received()).extracting(Received::id).doesNotHaveDuplicates();
        }
    }

    private ApprovalStory begin(TestApi api) {
        ApprovalStory story = ApprovalStory.begin(api, Map.of());
        body(api.put("/approval-webhook", 0, Map.of("url", receiver.url())), Map.class);
        return story;
    }

    private static List<Object> statuses(TestApi api) {
        List<?> items = (List<?>) body(api.get("/approval-webhook/deliveries?limit=500"), Map.class)
                .get("items");
        return items.stream()
                .<Object>map(item -> ((Map<?, ?>) item).get("status"))
                .toList();
    }
}
