package io.agentplane.benchmarks.outbox;

import io.agentplane.platform.event.OutboundEvent;

/** An event like a service's: some 500 bytes of JSON. */
record SampleEvent(String subject, State state) implements OutboundEvent {

    static final String TOPIC = "agentplane.benchmark.samples.v1";

    private static final String DESCRIPTION = "A sentence of an agent's description. ".repeat(11);

    static SampleEvent of(String subject) {
        return new SampleEvent(subject, new State(subject, DESCRIPTION));
    }

    @Override
    public String topic() {
        return TOPIC;
    }

    @Override
    public String namespace() {
        return "default";
    }

    @Override
    public long revision() {
        return 1;
    }

    /** What is written as JSON. */
    record State(String id, String description) {}
}
