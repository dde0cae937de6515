package io.agentplane.policy.webhook;

import static io.agentplane.platform.test.TestApi.body;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import io.agentplane.platform.test.Replica;
import io.agentplane.platform.test.Replicas;
import io.agentplane.platform.test.TestApi;
import io.agentplane.platform.test.TestCaller;
import io.agentplane.policy.ApprovalStory;
import io.agentplane.policy.PolicyService;
import io.agentplane.policy.ReplicaStage;
import io.agentplane.policy.webhook.Receiver.Received;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Senders on two replicas, one of which is lost. */
class WebhookReplicaTests extends ReplicaStage {

    private final TestCaller caller = TestCaller.in("hooks-" + UUID.randomUUID());

    @AutoClose
    private final Receiver receiver = new Receiver();

    @Test
    @Tag("fault")
    void sendsWhatALostSenderHadInHand() {
        try (Replicas replicas = Replicas.of(
                PolicyService.class,
                NO_LISTENERS,
                "agentplane.policy.webhook.allowed-networks=127.0.0.1",
                "agentplane.policy.webhook.timeout=20s",
                "agentplane.policy.webhook.lease=2s")) {
            Replica lost = replicas.start();
            ApprovalStory story = begin(lost.api(caller));
            receiver.willAnswer(-1);
            story.open();
            await().until(() -> receiver.received().size() == 1);
            // As if it were killed: whatever it still does, it writes nothing down.
            lost.bean(HikariDataSource.class).close();
            lost.close();

            Replica heir = replicas.start();

            await().until(() -> receiver.received().size() > 1);
            assertThat(receiver.received())
                    .extracting(Received::id)
                    .containsOnly(receiver.received().getFirst().id());
            await().untilAsserted(() -> assertThat(statuses(heir.api(caller))).containsExactly("DELIVERED"));
        }
    }

    @Test
    void sendsEachDeliveryOnceWhileBothReplicasSend() {
        ApprovalStory story = begin(one.api(caller));
        IntStream.range(0, 100).forEach(number -> {
            Map<String, Object> request = new HashMap<>(ApprovalStory.WRITE);
            request.put("context", Map.of("rows", number));
            story.ask(request);
        });

        await().untilAsserted(() ->
                assertThat(statuses(other.api(caller))).hasSize(100).containsOnly("DELIVERED"));
        assertThat(receiver.received()).hasSize(100);
        assertThat(receiver.received()).extracting(Received::id).doesNotHaveDuplicates();
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
