package io.agentplane.examples.demo;

import io.agentplane.sdk.AgentRegistration;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The three agents. The coder can review too, which saves the day when the reviewer dies. */
enum TeamMember {
    RESEARCHER("research", List.of("research"), 2, 0.7, "Find what is known about {{topic}} and name your sources."),
    CODER("code", List.of("code", "review"), 3, 0.2, "Write the smallest program that does {{topic}}, with its tests."),
    REVIEWER("review", List.of("review"), 2, 0.1, "Say what is wrong with {{topic}}, the worst first.");

    /** Marks the agents of all runs, so that a later run finds what an interrupted one left behind. */
    static final Map<String, String> TAGS = Map.of("fleet", "agentplane-demo");

    private final String specialization;
    private final List<String> capabilities;
    private final int maxConcurrency;
    private final double temperature;
    private final String prompt;

    TeamMember(
            String specialization, List<String> capabilities, int maxConcurrency, double temperature, String prompt) {
        this.specialization = specialization;
        this.capabilities = capabilities;
        this.maxConcurrency = maxConcurrency;
        this.temperature = temperature;
        this.prompt = prompt;
    }

    String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    int maxConcurrency() {
        return maxConcurrency;
    }

    double temperature() {
        return temperature;
    }

    String prompt() {
        return prompt;
    }

    AgentRegistration registration(String run) {
        return AgentRegistration.of("demo-" + label(), "1.0.0-" + run)
                .description("The " + label() + " of the demo")
                .owner("agentplane-demo")
                .specialization(specialization)
                .capabilities(capabilities.toArray(String[]::new))
                .maxConcurrency(maxConcurrency)
                .tags(TAGS)
                .build();
    }
}
