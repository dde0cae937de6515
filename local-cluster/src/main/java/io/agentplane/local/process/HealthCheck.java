package io.agentplane.local.process;

/** Asks a running part whether it can do its work; answers quickly and never throws. */
@FunctionalInterface
public interface HealthCheck {

    boolean passes();
}
