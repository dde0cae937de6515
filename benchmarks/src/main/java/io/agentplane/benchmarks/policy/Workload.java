package io.agentplane.benchmarks.policy;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The same rules and questions for every engine. A rule forbids one agent costly writes below one folder. */
record Workload(List<Rule> rules, List<Question> questions) {

    /** What a write may cost, in dollars. */
    static final double LIMIT = 1.0;

    static final String WRITE = "write";

    private static final int QUESTIONS = 1024;

    static Workload of(int rules) {
        var random = new Random(4);
        return new Workload(
                IntStream.range(0, rules)
                        .mapToObj(number -> new Rule("agent-" + number, "database/" + number + "/"))
                        .toList(),
                Stream.generate(() -> question(random, random.nextInt(rules)))
                        .limit(QUESTIONS)
                        .toList());
    }

    private static Question question(Random random, int number) {
        return new Question(
                "agent-" + number,
                random.nextInt(4) > 0 ? WRITE : "read",
                "database/" + (random.nextInt(4) > 0 ? number : "shared") + "/orders",
                random.nextInt(4) / 2.0);
    }

    record Rule(String agent, String folder) {}

    record Question(String agent, String action, String resource, double cost) {}
}
