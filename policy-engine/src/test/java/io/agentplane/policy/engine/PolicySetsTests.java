package io.agentplane.policy.engine;

import static io.agentplane.policy.engine.PolicyFixtures.NOW;
import static io.agentplane.policy.engine.PolicyFixtures.disabled;
import static io.agentplane.policy.engine.PolicyFixtures.policy;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class PolicySetsTests {

    private static final DecisionRequest WRITE =
            new DecisionRequest(Map.of("id", "a"), "write", null, Map.of("cost", 7), NOW);

    private final PolicySets sets = new PolicySets();

    @Test
    void compilesOnlyWhatHasChanged() {
        List<Policy> policies = new ArrayList<>(IntStream.range(0, 100)
                .mapToObj(number -> policy("p" + number, PolicyAction.DENY, number, "context.cost > " + number))
                .toList());
        PolicySet before = PolicySet.compile(policies);
        policies.set(7, policy("p7", PolicyAction.ALLOW, 1_000, "context.cost > 6"));
        policies.set(8, disabled(policies.get(8)));
        policies.remove(9);
        policies.add(policy("new", PolicyAction.DENY, 5_000, Map.of("action", "read")));

        PolicySet after = before.recompile(policies, Decision.deny());

        assertThat(compiledAnew(before, after)).containsExactlyInAnyOrder("p7", "p8", "new");
        assertThat(after.ready()).hasSize(100).doesNotContainKey("p9");
        assertThat(after.decide(WRITE).policyId()).isEqualTo("p7");
        assertThat(before.decide(WRITE).policyId()).isEqualTo("p6");
    }

    @Test
    void decidesAsASetThatIsCompiledAtOnce() {
        var chance = new Random(7);
        var random = new RandomPolicies(chance, List.of("context.x == 'a'", "agent.role == 'b'", "context.y > 1"));
        PolicySet grown = PolicySet.compile(List.of());
        for (int round = 0; round < 300; round++) {
            List<Policy> policies = new ArrayList<>(random.policies());
            Map<String, PolicySet.Ready> known = grown.ready();
            policies.replaceAll(policy -> known.containsKey(policy.id()) && chance.nextBoolean()
                    ? known.get(policy.id()).source()
                    : policy);
            grown = grown.recompile(policies, Decision.deny());
            PolicySet fresh = PolicySet.compile(policies, Decision.deny());
            for (int question = 0; question < 20; question++) {
                DecisionRequest request = random.request();
                assertThat(grown.explain(request)).isEqualTo(fresh.explain(request));
            }
        }
    }

    @Test
    void deniesEverythingUntilThePoliciesCompileAgainAndThenNeedsToCompileNoneOfTheOthers() {
        Policy good = policy("good", PolicyAction.ALLOW, 1, "context.cost > 6");
        sets.put("here", List.of(good), Decision.deny());
        PolicySet before = sets.in("here");
        Policy bad = policy("bad", PolicyAction.ALLOW, Map.of("cost_exceeds", "dear"));

        assertThat(sets.put("here", List.of(good, bad), Decision.allow()))
                .asInstanceOf(InstanceOfAssertFactories.type(PolicySets.Invalid.class))
                .extracting(invalid -> invalid.why().policyId())
                .isEqualTo("bad");
        assertThat(sets.in("here").decide(WRITE)).isEqualTo(Decision.deny());
        assertThat(sets.in("there").decide(WRITE)).isEqualTo(Decision.allow());

        assertThat(sets.put("here", List.of(good), Decision.deny())).isEqualTo(new PolicySets.InForce());
        assertThat(sets.in("here").decide(WRITE).policyId()).isEqualTo("good");
        assertThat(compiledAnew(before, sets.in("here"))).isEmpty();
    }

    @Test
    @Timeout(30)
    void keepsThePoliciesInForceWhileThereIsNoPlaceToCompileOthers() throws InterruptedException {
        var room = new CompileRoom("busy", 1, 0, Duration.ofSeconds(20));
        var busySets = new PolicySets(room);
        Policy allow = policy("allow", PolicyAction.ALLOW, Map.of());
        Policy deny = policy("deny", PolicyAction.DENY, 9, Map.of());
        busySets.put("here", List.of(allow), Decision.deny());
        var begun = new CountDownLatch(1);
        var end = new CountDownLatch(1);
        Thread other = Thread.ofVirtual()
                .start(() -> room.call("other", () -> {
                    begun.countDown();
                    return awaited(end);
                }));
        try {
            assertThat(begun.await(10, TimeUnit.SECONDS)).isTrue();

            assertThat(busySets.put("here", List.of(allow, deny), Decision.deny()))
                    .isInstanceOf(PolicySets.NotNow.class);
            assertThat(busySets.put("new", List.of(allow), Decision.allow())).isInstanceOf(PolicySets.NotNow.class);
            assertThat(busySets.in("here").decide(WRITE).policyId()).isEqualTo("allow");
            assertThat(busySets.in("new").decide(WRITE)).isEqualTo(Decision.deny());
        } finally {
            end.countDown();
            other.join();
        }
        assertThat(busySets.put("here", List.of(allow, deny), Decision.deny())).isEqualTo(new PolicySets.InForce());
        assertThat(busySets.in("here").decide(WRITE).policyId()).isEqualTo("deny");
    }

    @Test
    void putsTheSetsOfManyNamespacesInForceThoughTheyChangeAtOneMoment() throws InterruptedException {
        var end = new CountDownLatch(1);
        Queue<PolicySets.Result> results = new ConcurrentLinkedQueue<>();
        List<Thread> threads = IntStream.range(0, 20)
                .mapToObj(number -> Thread.ofVirtual()
                        .start(() -> results.add(sets.put("namespace " + number, readAfter(end), Decision.deny()))))
                .toList();
        while (threads.stream().anyMatch(thread -> thread.getState() == Thread.State.RUNNABLE)) {
            Thread.onSpinWait();
        }
        end.countDown();
        for (Thread thread : threads) {
            thread.join();
        }

        assertThat(results).hasSize(20).containsOnly(new PolicySets.InForce());
    }

    private static List<Policy> readAfter(CountDownLatch latch) {
        return new AbstractList<>() {
            @Override
            public int size() {
                awaited(latch);
                return 0;
            }

            @Override
            public Policy get(int index) {
                throw new IndexOutOfBoundsException(index);
            }
        };
    }

    @Test
    void triesAgainLaterAndLater() {
        var now = new AtomicReference<>(NOW);
        var tries = new LaterTries(now::get);
        for (int pause : List.of(1, 2, 4, 8, 16, 32, 60, 60)) {
            tries.postpone("here");
            now.updateAndGet(at -> at.plusSeconds(pause).minusMillis(1));
            assertThat(tries.isPostponed("here")).isTrue();
            assertThat(tries.due()).isEmpty();
            now.updateAndGet(at -> at.plusMillis(1));
            assertThat(tries.due()).containsExactly("here");
        }
        tries.end("here");
        assertThat(tries.due()).isEmpty();
        assertThat(tries.isPostponed("here")).isFalse();
    }

    private static boolean awaited(CountDownLatch latch) {
        try {
            return latch.await(10, TimeUnit.SECONDS);
        } catch (InterruptedException stopped) {
            return false;
        }
    }

    private static List<String> compiledAnew(PolicySet before, PolicySet after) {
        return after.ready().values().stream()
                .filter(ready -> before.ready().values().stream().noneMatch(known -> known == ready))
                .map(ready -> ready.source().id())
                .toList();
    }
}
