package io.agentplane.registry.cluster;

import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Finds the best leader by 0.3 experience + 0.3 reliability + 0.2 resources + 0.2 availability, where
 *
 * <ul>
 *   <li>experience is the mean of {@code 1 - e^(-age / 30 days)} and {@code completed / (completed + 100)};
 *   <li>reliability is the completed share of the tasks that came to an end, 0.5 before the first;
 *   <li>resources is the free share of its concurrency, {@code 1 - load}, never below 0;
 *   <li>availability is {@code 1 - e^(-active / 1 day)} of the time it has been ACTIVE without a break.
 * </ul>
 *
 * Of equal candidates the one with the lowest id wins, so every replica elects the same.
 */
final class LeaderElection {

    private static final double WEIGHT_OF_EXPERIENCE = 0.3;
    private static final double WEIGHT_OF_RELIABILITY = 0.3;
    private static final double WEIGHT_OF_RESOURCES = 0.2;
    private static final double WEIGHT_OF_AVAILABILITY = 0.2;
    private static final Duration AGE_SCALE = Duration.ofDays(30);
    private static final Duration UPTIME_SCALE = Duration.ofDays(1);
    private static final double COMPLETED_SCALE = 100;
    private static final double NEUTRAL = 0.5;

    private static final Comparator<Candidacy> BEST_FIRST = Comparator.comparingDouble(
                    (Candidacy candidacy) -> candidacy.scores().total())
            .reversed()
            .thenComparing(candidacy -> candidacy.agentId().toString());

    private LeaderElection() {}

    /**
     * The winner, if there is anyone to elect.
     *
     * @param failed who let the last lease run out; elected again only when there is nobody else
     */
    static Optional<Candidacy> elect(Collection<Candidate> candidates, @Nullable UUID failed) {
        List<Candidacy> ranked = candidates.stream()
                .map(candidate -> new Candidacy(candidate.agentId(), scores(candidate)))
                .sorted(BEST_FIRST)
                .toList();
        return ranked.stream()
                .filter(candidacy -> !candidacy.agentId().equals(failed))
                .findFirst()
                .or(() -> ranked.stream().findFirst());
    }

    static Scores scores(Candidate candidate) {
        double byAge = saturating(candidate.age(), AGE_SCALE);
        double byWork = candidate.completed() / (candidate.completed() + COMPLETED_SCALE);
        double experience = (byAge + byWork) / 2;
        long ended = candidate.completed() + candidate.failed();
        double reliability = ended == 0 ? NEUTRAL : (double) candidate.completed() / ended;
        double resources = Math.clamp(1 - candidate.load(), 0, 1);
        double availability = saturating(candidate.activeFor(), UPTIME_SCALE);
        double total = WEIGHT_OF_EXPERIENCE * experience
                + WEIGHT_OF_RELIABILITY * reliability
                + WEIGHT_OF_RESOURCES * resources
                + WEIGHT_OF_AVAILABILITY * availability;
        Map<String, String> explained = Map.of(
                "experience",
                text(
                        "weight 0.3; mean of %.3f for an age of %.1f days and %.3f for %d completed tasks",
                        byAge, days(candidate.age()), byWork, candidate.completed()),
                "reliability",
                ended == 0
                        ? "weight 0.3; no task has come to an end yet"
                        : text("weight 0.3; %d of %d ended tasks were completed", candidate.completed(), ended),
                "resources",
                text("weight 0.2; load %.3f", candidate.load()),
                "availability",
                text("weight 0.2; active for %.3f days", days(candidate.activeFor())));
        return new Scores(total, experience, reliability, resources, availability, explained);
    }

    /** From 0 towards 1 as time goes by; a time before the clock's own counts as none. */
    private static double saturating(Duration time, Duration scale) {
        return time.isNegative() ? 0 : 1 - Math.exp(-(double) time.toMillis() / scale.toMillis());
    }

    private static double days(Duration time) {
        return (double) time.toMillis() / Duration.ofDays(1).toMillis();
    }

    private static String text(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
