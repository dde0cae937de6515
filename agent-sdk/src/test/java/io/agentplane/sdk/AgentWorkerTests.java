package io.agentplane.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.agentplane.sdk.ScriptedGateway.Answer;
import io.agentplane.sdk.ScriptedGateway.Received;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class AgentWorkerTests {

    private static final UUID AGENT = UUID.fromString("0197c1de-0000-7000-8000-000000000001");
    private static final String CLAIM = "POST /agents/{id}/tasks/claim";
    private static final String HEARTBEAT = "POST /agents/{id}/heartbeat";
    private static final String EXTEND = "POST /tasks/{id}/heartbeat";
    private static final String COMPLETE = "POST /tasks/{id}/complete";
    private static final String FAIL = "POST /tasks/{id}/fail";

    private final BlockingQueue<UUID> waiting = new LinkedBlockingQueue<>();
    private final Set<UUID> handedOut = ConcurrentHashMap.newKeySet();
    private final List<String> news = Collections.synchronizedList(new ArrayList<>());
    private final ScriptedGateway gateway = new ScriptedGateway();
    private final Agentplane agentplane = Agentplane.connect(
            gateway.uri(),
            "ap_secret",
            new ConnectionSettings(
                    Duration.ofSeconds(2),
                    Duration.ofSeconds(2),
                    3,
                    new Backoff(Duration.ofMillis(1), Duration.ofMillis(5))));
    private final WorkerSettings settings = new WorkerSettings(
            2,
            Duration.ofMillis(150),
            Duration.ofMillis(200),
            Duration.ofSeconds(10),
            new Backoff(Duration.ofMillis(5), Duration.ofMillis(40)));

    @AfterEach
    void close() {
        agentplane.close();
        gateway.close();
    }

    @Test
    void completesWhatItClaims() {
        UUID task = queue();
        usual();

        try (var worker = start(claimed -> Map.of("echo", claimed.payload()))) {
            await().untilAsserted(() -> assertThat(news).containsExactly("completed " + task));
        }
        Received completion = gateway.received(COMPLETE).getFirst();
        assertThat(completion.part(1)).isEqualTo(task.toString());
        assertThat(completion.body().toString())
                .isEqualTo("{\"leaseToken\":\"token-" + task + "\",\"result\":{\"echo\":{\"n\":1}}}");
    }

    @Test
    void reportsAFailureWithItsReason() {
        queue();
        usual();

        try (var worker = start(claimed -> {
            throw new IllegalStateException("x".repeat(5000));
        })) {
            await().untilAsserted(() -> assertThat(gateway.received(FAIL)).hasSize(1));
        }
        Received failure = gateway.received(FAIL).getFirst();
        assertThat(failure.body().path("error").asString()).isEqualTo("x".repeat(1000));
        assertThat(failure.body().path("retryable").asBoolean()).isTrue();
    }

    @Test
    void aRejectedTaskIsNotToBeTriedAgain() {
        queue();
        usual();

        try (var worker = start(claimed -> {
            throw new TaskRejectedException("no such file");
        })) {
            await().untilAsserted(() -> assertThat(gateway.received(FAIL)).hasSize(1));
        }
        assertThat(gateway.received(FAIL).getFirst().body().path("retryable").asBoolean())
                .isFalse();
    }

    @Test
    void neverWorksOnMoreThanItHasRoomFor() throws Exception {
        for (int i = 0; i < 6; i++) {
            queue();
        }
        usual();
        AtomicInteger running = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        CountDownLatch twoAtOnce = new CountDownLatch(2);

        try (var worker = start(claimed -> {
            most.accumulateAndGet(running.incrementAndGet(), Math::max);
            twoAtOnce.countDown();
            assertThat(twoAtOnce.await(10, TimeUnit.SECONDS)).isTrue();
            return running.decrementAndGet();
        })) {
            await().untilAsserted(() -> assertThat(gateway.received(COMPLETE)).hasSize(6));
        }
        assertThat(most).hasValue(2);
        assertThat(gateway.received(CLAIM))
                .allSatisfy(
                        claim -> assertThat(claim.body().path("max").asInt()).isBetween(1, 2));
    }

    @Test
    void keepsTheLeaseWhileTheHandlerWorks() {
        queue();
        usual();
        CountDownLatch done = new CountDownLatch(1);

        try (var worker = start(claimed -> {
            done.await();
            return "slow but sure";
        })) {
            await().untilAsserted(() -> assertThat(gateway.received(EXTEND)).hasSizeGreaterThan(4));
            assertThat(gateway.received(COMPLETE)).isEmpty();
            done.countDown();
            await().untilAsserted(() -> assertThat(gateway.received(COMPLETE)).hasSize(1));
        }
        assertThat(news).hasSize(1).first().asString().startsWith("completed");
    }

    @Test
    void keepsTheLeaseThoughASignOfLifeGetsLost() {
        queue();
        AtomicInteger signs = new AtomicInteger();
        gateway.on(EXTEND, request -> signs.incrementAndGet() < 3 ? Answer.problem(503, "unavailable") : extended());
        usual();
        CountDownLatch done = new CountDownLatch(1);

        try (var worker = start(claimed -> {
            done.await();
            return null;
        })) {
            await().untilAsserted(() -> assertThat(signs).hasValueGreaterThan(4));
            done.countDown();
            await().untilAsserted(() -> assertThat(gateway.received(COMPLETE)).hasSize(1));
        }
    }

    @Test
    void letsGoOfATaskWhoseLeaseIsLostWhileItWorks() {
        UUID lost = queue();
        gateway.on(EXTEND, request -> Answer.problem(409, "lease-lost"));
        usual();
        CountDownLatch interrupted = new CountDownLatch(1);

        try (var worker = start(claimed -> {
            try {
                return new CountDownLatch(1).await(20, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                interrupted.countDown();
                throw e;
            }
        })) {
            await().untilAsserted(() -> assertThat(news).containsExactly("lease lost " + lost));
            await().untilAsserted(() -> assertThat(interrupted.getCount()).isZero());
        }
        assertThat(gateway.received(COMPLETE)).isEmpty();
        assertThat(gateway.received(FAIL)).isEmpty();
    }

    @Test
    void dropsAResultThatComesTooLate() {
        UUID late = queue();
        gateway.on(COMPLETE, request -> Answer.problem(409, "lease-lost"));
        usual();

        try (var worker = start(claimed -> "late")) {
            await().untilAsserted(() -> assertThat(news).containsExactly("lease lost " + late));
        }
        assertThat(gateway.received(COMPLETE)).hasSize(1);
        assertThat(gateway.received(FAIL)).isEmpty();
    }

    @Test
    void failsATaskForGoodWhoseResultNobodyTakes() {
        queue();
        gateway.on(COMPLETE, request -> Answer.problem(413, "too-large"));
        usual();

        try (var worker = start(claimed -> "huge")) {
            await().untilAsserted(() -> assertThat(gateway.received(FAIL)).hasSize(1));
        }
        Received failure = gateway.received(FAIL).getFirst();
        assertThat(failure.body().path("error").asString())
                .isEqualTo("the result was refused: 413 too-large: too-large");
        assertThat(failure.body().path("retryable").asBoolean()).isFalse();
    }

    @Test
    void saysWhenNothingCouldBeDelivered() {
        UUID task = queue();
        gateway.on(FAIL, request -> Answer.problem(403, "denied"));
        usual();

        try (var worker = start(claimed -> {
            throw new IllegalStateException("broken");
        })) {
            await().untilAsserted(() -> assertThat(news).containsExactly("undelivered " + task));
        }
    }

    @Test
    void goesOnWhenTheGatewayIsBack() throws Exception {
        UUID first = queue();
        usual();
        CountDownLatch working = new CountDownLatch(1);
        CountDownLatch done = new CountDownLatch(1);

        try (var worker = start(claimed -> {
            working.countDown();
            done.await();
            return null;
        })) {
            working.await();
            gateway.goAway();
            await().untilAsserted(() ->
                    assertThat(news.stream().filter("troubled"::equals)).hasSizeGreaterThan(2));
            done.countDown();
            UUID second = queue();
            gateway.comeBack();

            await().untilAsserted(() -> assertThat(news).contains("completed " + first, "completed " + second));
        }
        assertThat(gateway.received(FAIL)).isEmpty();
    }

    @Test
    void sendsHeartbeatsAsOftenAsTheRegistryAsks() {
        gateway.on(HEARTBEAT, request -> Answer.ok(Map.of("status", "ACTIVE", "nextHeartbeatWithin", "PT0.2S")));
        usual();

        try (var worker = start(claimed -> null)) {
            await().untilAsserted(() -> assertThat(gateway.received(HEARTBEAT)).hasSizeGreaterThan(3));
        }
        assertThat(gateway.received(HEARTBEAT).getFirst().body().toString()).isEqualTo("{\"load\":0.0}");
    }

    @Test
    void doesNotSpinWhenClaimsComeBackEmptyAtOnce() {
        gateway.on(CLAIM, request -> Answer.ok(List.of()));
        usual();
        long start = System.nanoTime();

        try (var worker = start(claimed -> null)) {
            await().untilAsserted(() -> assertThat(gateway.received(CLAIM)).hasSizeGreaterThan(10));
        }

        long claims = gateway.received(CLAIM).size();
        assertThat(Duration.ofNanos(System.nanoTime() - start))
                .isGreaterThan(settings.backoff().first().multipliedBy(claims - 2));
    }

    @Test
    void closeFinishesWhatItClaimedAndClaimsNothingMore() throws Exception {
        UUID running = queue();
        usual();
        CountDownLatch working = new CountDownLatch(1);
        CountDownLatch done = new CountDownLatch(1);
        AgentWorker worker = start(claimed -> {
            working.countDown();
            done.await();
            return null;
        });
        working.await();

        Thread closing = Thread.startVirtualThread(worker::close);
        await().until(() -> closing.getState() == Thread.State.TIMED_WAITING);
        queue();
        int signsOfLife = gateway.received(EXTEND).size();
        await().untilAsserted(() -> assertThat(gateway.received(EXTEND)).hasSizeGreaterThan(signsOfLife));
        done.countDown();
        closing.join();
        worker.close();
        queue();

        assertThat(news).contains("completed " + running);
        assertThat(gateway.received(COMPLETE)).hasSameSizeAs(handedOut);
        assertThat(waiting).hasSize(3 - handedOut.size());
    }

    @Test
    void closeEndsWhatWouldTakeTooLongAndGivesItBack() throws Exception {
        UUID endless = queue();
        usual();
        CountDownLatch working = new CountDownLatch(1);
        AgentWorker worker = start(
                claimed -> {
                    working.countDown();
                    return new CountDownLatch(1).await(20, TimeUnit.SECONDS);
                },
                settings.withStopWithin(Duration.ofMillis(50)));
        working.await();

        worker.close();

        assertThat(gateway.received(FAIL)).hasSize(1);
        Received failure = gateway.received(FAIL).getFirst();
        assertThat(failure.part(1)).isEqualTo(endless.toString());
        assertThat(failure.body().path("retryable").asBoolean()).isTrue();
    }

    @Test
    void closeDoesNotWaitForAGatewayThatIsAway() throws Exception {
        queue();
        usual();
        CountDownLatch working = new CountDownLatch(1);
        CountDownLatch done = new CountDownLatch(1);
        AgentWorker worker = start(
                claimed -> {
                    working.countDown();
                    done.await();
                    return null;
                },
                settings.withStopWithin(Duration.ofMillis(50)).withLease(Duration.ofMinutes(1)));
        working.await();
        gateway.goAway();
        done.countDown();

        worker.close();

        await().untilAsserted(() -> assertThat(news).anyMatch(line -> line.startsWith("undelivered")));
    }

    @Test
    void aListenerThatFailsDoesNoHarm() {
        queue();
        queue();
        queue();
        usual();
        WorkerListener broken = new WorkerListener() {
            @Override
            public void completed(Task task) {
                throw new IllegalStateException("listener");
            }
        };

        try (var worker = AgentWorker.start(agentplane, AGENT, claimed -> null, settings, broken)) {
            await().untilAsserted(() -> assertThat(gateway.received(COMPLETE)).hasSize(3));
        }
    }

    @Test
    void worksWithDefaultsToo() {
        queue();
        usual();

        try (var worker = AgentWorker.start(agentplane, AGENT, claimed -> null)) {
            await().untilAsserted(() -> assertThat(gateway.received(COMPLETE)).hasSize(1));
        }
        assertThat(gateway.received(CLAIM).getFirst().body().path("max").asInt())
                .isEqualTo(4);
    }

    private AgentWorker start(TaskHandler handler) {
        return start(handler, settings);
    }

    private AgentWorker start(TaskHandler handler, WorkerSettings settings) {
        return AgentWorker.start(agentplane, AGENT, handler, settings, new WorkerListener() {
            @Override
            public void completed(Task task) {
                news.add("completed " + task.id());
            }

            @Override
            public void failed(Task task, String error) {
                news.add("failed " + task.id());
            }

            @Override
            public void leaseLost(Task task) {
                news.add("lease lost " + task.id());
            }

            @Override
            public void undelivered(Task task, AgentplaneException reason) {
                news.add("undelivered " + task.id());
            }

            @Override
            public void troubled(AgentplaneException reason) {
                news.add("troubled");
            }
        });
    }

    private UUID queue() {
        UUID task = UUID.randomUUID();
        waiting.add(task);
        return task;
    }

    /** What a healthy gateway does; a test scripts what differs before. */
    private void usual() {
        gateway.on(HEARTBEAT, request -> Answer.ok(Map.of("status", "ACTIVE", "nextHeartbeatWithin", "PT30S")));
        gateway.on(CLAIM, this::claim);
        gateway.on(EXTEND, request -> extended());
        gateway.on(COMPLETE, request -> new Answer(204, null));
        gateway.on(FAIL, request -> new Answer(204, null));
    }

    private Answer claim(Received request) throws InterruptedException {
        int max = request.body().path("max").asInt();
        List<UUID> taken = new ArrayList<>();
        Duration wait = Duration.parse(request.body().path("wait").asString());
        UUID first = waiting.poll(wait.toMillis(), TimeUnit.MILLISECONDS);
        if (first != null) {
            taken.add(first);
            waiting.drainTo(taken, max - 1);
        }
        handedOut.addAll(taken);
        return Answer.ok(taken.stream().map(AgentWorkerTests::claimed).toList());
    }

    private static Map<String, Object> claimed(UUID id) {
        Map<String, Object> task = Map.of(
                "id",
                id,
                "type",
                "review",
                "payload",
                Map.of("n", 1),
                "priority",
                5,
                "status",
                "RUNNING",
                "attempt",
                1,
                "maxRetries",
                3,
                "revision",
                2);
        return Map.of("task", task, "leaseToken", "token-" + id, "leaseUntil", "2026-01-01T00:00:05Z");
    }

    private static Answer extended() {
        return Answer.ok(Map.of("leaseUntil", "2026-01-01T00:00:10Z"));
    }
}
