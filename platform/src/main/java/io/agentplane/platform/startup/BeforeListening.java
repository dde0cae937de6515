package io.agentplane.platform.startup;

import org.springframework.context.SmartLifecycle;

/**
 * A bean that has to do something with the database or the broker before the service listens to requests and events, but
 * after all beans are there. It isn't called in a training run. If it fails, the service doesn't start.
 */
public interface BeforeListening extends SmartLifecycle {

    /** Called once. */
    void beforeListening();

    @Override
    default void start() {
        beforeListening();
    }

    @Override
    default void stop() {}

    /** Nothing goes on that had to be stopped. */
    @Override
    default boolean isRunning() {
        return false;
    }

    /** Those that listen come in the last phases. */
    @Override
    default int getPhase() {
        return 0;
    }
}
