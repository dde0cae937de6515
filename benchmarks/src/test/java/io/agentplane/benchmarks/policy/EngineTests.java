package io.agentplane.benchmarks.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.agentplane.benchmarks.policy.Workload.Question;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Only engines that decide the same can be compared. */
class EngineTests {

    private static final Workload WORKLOAD = Workload.of(20);

    @ParameterizedTest
    @EnumSource
    void decidesEveryQuestionAsTheRulesSay(Engine.Kind kind) throws Exception {
        Engine engine = kind.over(WORKLOAD);
        int denied = 0;
        for (int number = 0; number < WORKLOAD.questions().size(); number++) {
            Question question = WORKLOAD.questions().get(number);
            boolean forbidden = WORKLOAD.rules().stream()
                    .anyMatch(rule -> rule.agent().equals(question.agent())
                            && question.action().equals(Workload.WRITE)
                            && question.resource().startsWith(rule.folder())
                            && question.cost() > Workload.LIMIT);

            assertThat(engine.allows(number)).as("%s", question).isEqualTo(!forbidden);
            denied += forbidden ? 1 : 0;
        }
        assertThat(denied).as("denied ones among the questions").isBetween(50, 500);
    }
}
