package io.agentplane.registry.probe;

/** What a probe has shown. */
public sealed interface ProbeOutcome {

    /** The endpoint answers, whatever it says, and be it that it knows no such page. */
    record Alive() implements ProbeOutcome {}

    /**
     * The endpoint doesn't answer, or with a fault of its own.
     *
     * @param reason in words; it holds nothing that the endpoint said, and no address
     */
    record Dead(String reason) implements ProbeOutcome {}

    /** It was not probed, and nobody is to blame: its address may not be connected to, or its name can't be resolved. */
    record Unprobed(String reason) implements ProbeOutcome {}
}
