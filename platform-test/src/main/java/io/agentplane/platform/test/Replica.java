package io.agentplane.platform.test;

import java.util.Objects;
import org.springframework.context.ConfigurableApplicationContext;

/** One of several replicas of a service; see {@link Replicas}. Closing it is an orderly stop. */
public record Replica(ConfigurableApplicationContext context) implements AutoCloseable {

    /** Its API, used in a caller's name. */
    public TestApi api(TestCaller caller) {
        return TestApi.at(port(), caller);
    }

    public String port() {
        return Objects.requireNonNull(context.getEnvironment().getProperty("local.server.port"));
    }

    public <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    @Override
    public void close() {
        context.close();
    }
}
