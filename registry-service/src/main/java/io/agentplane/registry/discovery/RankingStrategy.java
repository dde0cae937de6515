package io.agentplane.registry.discovery;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;

/** How agents are compared for a job. */
enum RankingStrategy {

    /**
     * REG-3: 0.5 x share of the required capabilities met + (0.5 - w) x free share of its concurrency + w x (1 / timeout in
     * seconds), where w is 0.3 when low latency is preferred and 0.1 otherwise.
     */
    WEIGHTED {
        @Override
        Score score(Job job, Candidate candidate) {
            double w = job.preferLowLatency() ? 0.3 : 0.1;
            long met = job.capabilities().stream()
                    .filter(candidate.capabilities()::contains)
                    .count();
            double share = job.capabilities().isEmpty()
                    ? 1
                    : (double) met / job.capabilities().size();
            double free = Math.clamp(1 - candidate.load(), 0, 1);
            double seconds = candidate.timeout().toNanos() / 1e9;
            return new Score(
                    candidate.id(),
                    new RankingTerms(0.5 * share, (0.5 - w) * free, w / seconds),
                    () -> List.of(
                            String.format(
                                    Locale.ROOT,
                                    "capabilityMatch: 0.5 x %d of %d capabilities",
                                    met,
                                    job.capabilities().size()),
                            String.format(
                                    Locale.ROOT, "concurrency: %.1f x %.3f of its concurrency is free", 0.5 - w, free),
                            String.format(
                                    Locale.ROOT, "latency: %.1f x 1 / timeout of %s s", w, Double.toString(seconds))));
        }
    };

    abstract Score score(Job job, Candidate candidate);

    /**
     * What is to be done.
     *
     * @param capabilities required, each once; none means that any agent will do
     */
    record Job(Set<String> capabilities, boolean preferLowLatency) {}

    /**
     * Who could do it.
     *
     * @param load share of its concurrency in use, above 1 when overloaded
     */
    record Candidate(UUID id, Set<String> capabilities, Duration timeout, double load) {}

    /**
     * What the score of an agent is made of.
     *
     * @param capabilityMatch what the capabilities add that it has
     * @param concurrency what its free concurrency adds
     * @param latency what the shortness of its timeout adds
     */
    record RankingTerms(double capabilityMatch, double concurrency, double latency) {

        double sum() {
            return capabilityMatch + concurrency + latency;
        }
    }

    /**
     * How well an agent suits.
     *
     * @param reasons put into words only when asked for: thousands are compared, and a few are shown
     */
    record Score(UUID agentId, RankingTerms terms, Supplier<List<String>> reasons) {

        double total() {
            return terms.sum();
        }

        /** How each term came about. */
        List<String> explanation() {
            return reasons.get();
        }
    }
}
