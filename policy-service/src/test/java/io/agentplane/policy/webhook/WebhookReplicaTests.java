package io.agentplane.policy.webhook;

import static io.agentplane.platform.test.TestApi.body;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import io.agentplane.platform.signal.SignalledLoop;
import io.agentplane.platform.test.TestApi;
import io.agentplane.platform.test.TestCaller;
import io.agentplane.policy.ApprovalStory;
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
        var heirsLoop = one.context().getBean("deliveryLoop", SignalledLoop.class);
        heirsLoop.stop();
        try {
            ApprovalStory story = begin(other.api(caller));
            receiver.willAnswer(-1);
            story.open();
            await().until(() -> receiver.received().size() == 1);
            // As if it were killed: whatever it still does, it writes nothing down.
            other.bean(HikariDataSource.class).close();

            one.bean(DeliverySender.class).sendDue();
            assertThat(all("attempts", one.api(caller)))
                    .as("left to its sender")
                    .containsExactly(1);
            endLease();
            one.bean(DeliverySender.class).sendDue();

            await().untilAsserted(() -> assertThat(statuses(one.api(caller))).containsExactly("DELIVERED"));
            assertThat(receiver.received()).hasSize(2);
            assertThat(receiver.received())
                    .extracting(Received::id)
                    .containsOnly(receiver.received().getFirst().id());
        } finally {
            heirsLoop.start();
            restartTheOther();
        }
    }

    private void endLease() {
        REPLICAS.database()
                .jdbc()
                .sql("UPDATE approval_delivery SET next_attempt_at = next_attempt_at - make_interval(secs => :lease)"
                        + " WHERE namespace = :namespace")
                .param("lease", one.bean(WebhookSettings.class).lease().toSeconds())
                .param("namespace", caller.namespace())
                .update();
    }

    @Test
    void sendsEachDeliveryOnceWhileBothReplicasSend() {
        ApprovalStory story = begin(one.api(caller));
        IntStream.range(0, 40).forEach(number -> {
            Map<String, Object> request = new HashMap<>(ApprovalStory.WRITE);
            request.put("context", Map.of("rows", number));
            story.ask(request);
        });

        await().untilAsserted(() ->
                assertThat(statuses(other.api(caller))).hasSize(40).containsOnly("DELIVERED"));
        assertThat(receiver.received()).hasSize(40);
        assertThat(receiver.received()).extracting(Received::id).doesNotHaveDuplicates();
    }

    private ApprovalStory begin(TestApi api) {
        ApprovalStory story = ApprovalStory.begin(api, Map.of());
        body(api.put("/approval-webhook", 0, Map.of("url", receiver.url())), Map.class);
        return story;
    }

    private static List<Object> statuses(TestApi api) {
        return all("status", api);
    }

    private static List<Object> all(String field, TestApi api) {
        List<?> items = (List<?>) body(api.get("/approval-webhook/deliveries?limit=500"), Map.class)
                .get("items");
        return items.stream().<Object>map(item -> ((Map<?, ?>) item).get(field)).toList();
    }
}
