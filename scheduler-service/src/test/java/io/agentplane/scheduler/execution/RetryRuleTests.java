package io.agentplane.scheduler.execution;

import static org.assertj.core.api.Assertions.assertThat;

import io.agentplane.scheduler.execution.RetryRule.NextStep;
import io.agentplane.scheduler.task.TaskStatus;
import java.time.Duration;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetryRuleTests {

    private static final Backoff BACKOFF = new Backoff(Duration.ofSeconds(2), Duration.ofMinutes(10));
    private static final RandomGenerator RANDOM = new Random(7);

    private final RetryRule rule = new RetryRule(BACKOFF);

    @ParameterizedTest
    @CsvSource({"1, 2", "2, 4", "3, 8", "4, 16", "9, 512", "10, 600", "11, 600", "1000, 600"})
    void doublesThePauseUpToTheLongest(int attempt, int seconds) {
        for (int sample = 0; sample < 1000; sample++) {
            assertThat(BACKOFF.after(attempt, RANDOM))
                    .isBetween(Duration.ofMillis(seconds * 900L), Duration.ofMillis(seconds * 1100L));
        }
    }

    @Test
    void spreadsThePausesOfTasksThatFailedTogether() {
        assertThat(RANDOM.ints(100).mapToObj(any -> BACKOFF.after(1, RANDOM)).distinct())
                .hasSizeGreaterThan(50);
    }

    @ParameterizedTest
    @CsvSource({"1, 3, true", "3, 3, true", "4, 3, false", "1, 0, false"})
    void triesAgainAsOftenAsTheTaskAllows(int attempt, int maxRetries, boolean again) {
        NextStep step = rule.after(attempt, maxRetries, true, RANDOM);

        assertThat(step).isInstanceOf(again ? NextStep.TryAgain.class : NextStep.GiveUp.class);
        if (!again) {
            assertThat(step).isEqualTo(new NextStep.GiveUp(TaskStatus.DEAD));
        }
    }

    @Test
    void failsForGoodWhatNoRetryCanSave() {
        assertThat(rule.after(1, 3, false, RANDOM)).isEqualTo(new NextStep.GiveUp(TaskStatus.FAILED));
    }
}
