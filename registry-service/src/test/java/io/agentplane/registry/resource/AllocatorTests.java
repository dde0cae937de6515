package io.agentplane.registry.resource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.agentplane.registry.resource.Allocator.Offer;
import io.agentplane.registry.resource.Allocator.Outcome;
import io.agentplane.registry.resource.Allocator.Outcome.Granted;
import io.agentplane.registry.resource.Allocator.Outcome.Insufficient;
import io.agentplane.registry.resource.Allocator.Part;
import java.util.List;
import java.util.UUID;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AllocatorTests {

    private static final UUID A = new UUID(0, 1);
    private static final UUID B = new UUID(0, 2);
    private static final UUID C = new UUID(0, 3);

    @Test
    void takesAllFromTheBiggestThatHoldsItWhole() {
        assertThat(allocate(amounts(1000, 10), offer(A, 1000, 10), offer(B, 4000, 40), offer(C, 2000, 20)))
                .isEqualTo(granted(part(B, 1000, 10)));
    }

    @Test
    void doesNotSplitWhatFitsIntoOneThatIsNotTheFirst() {
        // A covers 1 + 0.9, C covers 1 + 1.
        assertThat(allocate(amounts(1000, 10), offer(A, 90_000, 9), offer(C, 1000, 10)))
                .isEqualTo(granted(part(C, 1000, 10)));
    }

    @Test
    void spreadsOverSeveralTheBiggestFirst() {
        // Of 6000 and 60: A covers 1/6 + 1/6, B 1/2 + 1/2, C 1/3 + 1/3.
        assertThat(allocate(amounts(6000, 60), offer(A, 1000, 10), offer(B, 3000, 30), offer(C, 2000, 20)))
                .isEqualTo(granted(part(B, 3000, 30), part(C, 2000, 20), part(A, 1000, 10)));
    }

    @Test
    void takesEachResourceWhereItIs() {
        // Of 4000 and 10: A covers 1 + 0, B 0.25 + 0.8, C 0 + 0.4. A has the cpu, B most of the memory, C the rest.
        assertThat(allocate(amounts(4000, 10), offer(C, 0, 4), offer(B, 1000, 8), offer(A, 4000, 0)))
                .isEqualTo(granted(part(B, 1000, 8), part(A, 3000, 0), part(C, 0, 2)));
    }

    @Test
    void takesTheLeastIdAmongEquals() {
        assertThat(allocate(amounts(500, 0), offer(C, 1000, 0), offer(B, 1000, 0)))
                .isEqualTo(granted(part(B, 500, 0)));
    }

    @Test
    void namesExactlyWhatIsMissing() {
        assertThat(allocate(amounts(3500, 10), offer(A, 1000, 10), offer(B, 2000, 10)))
                .isEqualTo(new Insufficient(amounts(500, 0)));
        assertThat(allocate(new Amounts(0, 0, 5, 7), offer(A, 1000, 10)))
                .isEqualTo(new Insufficient(new Amounts(0, 0, 5, 7)));
        assertThat(allocate(amounts(1, 0))).isEqualTo(new Insufficient(amounts(1, 0)));
    }

    @Test
    void grantsExactlyWhatIsThere() {
        assertThat(allocate(amounts(3000, 20), offer(A, 1000, 10), offer(B, 2000, 10)))
                .isEqualTo(granted(part(B, 2000, 10), part(A, 1000, 10)));
    }

    @Test
    void grantsWhatIsWantedAndNoMoreThanIsFreeWhateverComes() {
        RandomGenerator random = RandomGenerator.of("L64X128MixRandom");
        for (int round = 0; round < 1000; round++) {
            List<Offer> offers = IntStream.range(0, random.nextInt(6))
                    .mapToObj(index -> new Offer(new UUID(0, index), anything(random)))
                    .toList();
            Amounts wanted = anything(random);
            Amounts free = offers.stream().map(Offer::free).reduce(Amounts.NONE, Amounts::plus);

            switch (Allocator.allocate(wanted, offers)) {
                case Granted(List<Part> parts) -> {
                    assertThat(parts.stream().map(Part::amounts).reduce(Amounts.NONE, Amounts::plus))
                            .isEqualTo(wanted);
                    assertThat(parts)
                            .allSatisfy(part -> assertThat(part.amounts()
                                            .beyond(offers.get(
                                                            (int) part.agentId().getLeastSignificantBits())
                                                    .free()))
                                    .isEqualTo(Amounts.NONE));
                }
                case Insufficient(Amounts missing) ->
                    assertThat(missing).isEqualTo(wanted.beyond(free)).isNotEqualTo(Amounts.NONE);
            }
        }
    }

    @Test
    void failsRatherThanOverflows() {
        assertThatThrownBy(() -> amounts(Long.MAX_VALUE, 0).plus(amounts(1, 0)))
                .isInstanceOf(ArithmeticException.class);
        assertThatThrownBy(() -> amounts(0, -2).minus(amounts(0, Long.MAX_VALUE)))
                .isInstanceOf(ArithmeticException.class);
    }

    private static Amounts anything(RandomGenerator random) {
        return new Amounts(random.nextLong(5), random.nextLong(5), random.nextLong(5), random.nextLong(5));
    }

    private static Outcome allocate(Amounts wanted, Offer... offers) {
        return Allocator.allocate(wanted, List.of(offers));
    }

    private static Granted granted(Part... parts) {
        return new Granted(List.of(parts));
    }

    private static Offer offer(UUID agentId, long cpuMillis, long memory) {
        return new Offer(agentId, amounts(cpuMillis, memory));
    }

    private static Part part(UUID agentId, long cpuMillis, long memory) {
        return new Part(agentId, amounts(cpuMillis, memory));
    }

    private static Amounts amounts(long cpuMillis, long memory) {
        return new Amounts(cpuMillis, memory, 0, 0);
    }
}
