package io.agentplane.examples.demo;

import io.agentplane.sdk.AgentWorker;
import io.agentplane.sdk.Agentplane;
import io.agentplane.sdk.WorkerListener;
import io.agentplane.sdk.WorkerSettings;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;

/**
 * One agent as a process of its own. Works until its input ends, which also happens when the process that started it
 * dies: so no agent is left behind. Its key comes by the environment, as a command line can be read by everyone on the
 * machine.
 */
public final class DemoAgent {

    static final String KEY_VARIABLE = "AGENTPLANE_API_KEY";

    private static final Duration LEASE = Duration.ofSeconds(5);
    private static final Duration CLAIM_WAIT = Duration.ofSeconds(2);
    private static final Duration STOP_WITHIN = Duration.ofSeconds(5);
    private static final Duration THINKING_TIME = Duration.ofMillis(300);

    private DemoAgent() {}

    public static void main(String... args) throws Exception {
        Map<String, String> options = DemoArguments.options(args);
        work(
                URI.create(required(options, "--url")),
                required(System.getenv(), KEY_VARIABLE),
                UUID.fromString(required(options, "--agent-id")),
                TeamMember.valueOf(required(options, "--member")),
                System.in);
    }

    static void work(URI url, String key, UUID agentId, TeamMember member, InputStream untilItsEnd) throws IOException {
        WorkerSettings settings = WorkerSettings.defaults()
                .withMaxConcurrency(member.maxConcurrency())
                .withLease(LEASE)
                .withClaimWait(CLAIM_WAIT)
                .withStopWithin(STOP_WITHIN);
        try (Agentplane agentplane = Agentplane.connect(url, key);
                AgentWorker worker = AgentWorker.start(
                        agentplane,
                        agentId,
                        new DemoWork(member.label(), THINKING_TIME),
                        settings,
                        new WorkerListener() {})) {
            untilItsEnd.transferTo(OutputStream.nullOutputStream());
        }
    }

    private static String required(Map<String, String> values, String name) {
        String value = values.get(name);
        if (value == null) {
            throw new IllegalArgumentException(name + " is missing");
        }
        return value;
    }
}
