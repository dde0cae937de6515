package io.agentplane.registry.resource;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;

/**
 * Spreads a request over contributions, first fit with the biggest first. The biggest is the one that covers the largest
 * share of the request, each resource counting alike; among equals the one with more to spare, then the least id. So a
 * request that fits into one contribution is never split, and one that fits into all of them together is never refused.
 */
final class Allocator {

    private Allocator() {}

    static Outcome allocate(Amounts wanted, List<Offer> offers) {
        Amounts free = offers.stream().map(Offer::free).reduce(Amounts.NONE, Amounts::plus);
        Amounts missing = wanted.beyond(free);
        if (!missing.isNothing()) {
            return new Outcome.Insufficient(missing);
        }
        List<Part> parts = new ArrayList<>();
        Amounts rest = wanted;
        for (Offer offer : biggestFirst(wanted, offers)) {
            Amounts taken = rest.least(offer.free());
            if (!taken.isNothing()) {
                parts.add(new Part(offer.agentId(), taken));
                rest = rest.minus(taken);
            }
        }
        return new Outcome.Granted(parts);
    }

    private static List<Offer> biggestFirst(Amounts wanted, List<Offer> offers) {
        return offers.stream()
                .sorted(Comparator.comparingDouble((Offer offer) -> coverage(wanted, wanted.least(offer.free())))
                        .thenComparingDouble(offer -> coverage(wanted, offer.free()))
                        .reversed()
                        .thenComparing(Offer::agentId))
                .toList();
    }

    /** How often the wanted amounts are there, summed over the resources that are wanted at all. */
    private static double coverage(Amounts wanted, Amounts there) {
        return share(wanted.cpuMillis(), there.cpuMillis())
                + share(wanted.memory(), there.memory())
                + share(wanted.storage(), there.storage())
                + share(wanted.bandwidth(), there.bandwidth());
    }

    private static double share(long wanted, long there) {
        return wanted == 0 ? 0 : (double) there / wanted;
    }

    /** What is free of an agent's contribution. */
    record Offer(UUID agentId, Amounts free) {}

    /** What is taken of an agent's contribution. */
    record Part(UUID agentId, Amounts amounts) {}

    /** What becomes of a request. */
    sealed interface Outcome {

        record Granted(List<Part> parts) implements Outcome {}

        record Insufficient(Amounts missing) implements Outcome {}
    }
}
