package io.agentplane.examples.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;

/** A running {@link DemoAgent}. */
final class AgentProcess {

    private static final Duration ORDERLY_STOP = Duration.ofSeconds(8);

    private final Process process;

    private AgentProcess(Process process) {
        this.process = process;
    }

    static AgentProcess start(URI url, String key, UUID agentId, TeamMember member, Path log) {
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx64m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                DemoAgent.class.getName(),
                "--url",
                url.toString(),
                "--agent-id",
                agentId.toString(),
                "--member",
                member.name());
        builder.environment().put(DemoAgent.KEY_VARIABLE, key);
        builder.redirectErrorStream(true).redirectOutput(log.toFile());
        try {
            return new AgentProcess(builder.start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    long pid() {
        return process.pid();
    }

    /** {@code kill -9}: the agent gets no chance to say goodbye. */
    void kill() {
        process.destroyForcibly();
    }

    /** Ends its input, upon which it finishes what it works on and goes. */
    void askToStop() {
        try {
            process.getOutputStream().close();
        } catch (IOException e) {
            kill();
        }
    }

    /** Kills it if it takes too long. */
    void awaitStopped() {
        try {
            if (!process.waitFor(ORDERLY_STOP)) {
                kill();
            }
        } catch (InterruptedException e) {
            kill();
            Thread.currentThread().interrupt();
        }
    }
}
