package io.agentplane.platform.test;

import java.time.Duration;
import org.awaitility.Awaitility;

/** How long tests wait for what must come: a busy machine is no fault. */
final class Patience {

    private static final Duration LONG = Duration.ofSeconds(60);

    /** What comes soon is seen soon: there are hundreds of waits. */
    private static final Duration OFTEN = Duration.ofMillis(25);

    private Patience() {}

    /** For all waits of this JVM that don't say otherwise. */
    static void apply() {
        Awaitility.setDefaultTimeout(LONG);
        Awaitility.setDefaultPollInterval(OFTEN);
    }
}
