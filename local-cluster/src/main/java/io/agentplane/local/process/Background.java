package io.agentplane.local.process;

/** Work beside that of the parts, which nobody waits for. */
@FunctionalInterface
public interface Background extends AutoCloseable {

    /** Gives up what isn't finished, and returns when nothing of it runs any more. */
    @Override
    void close() throws InterruptedException;
}
