package io.agentplane.policy;

import io.agentplane.platform.test.RealInfrastructure;
import io.agentplane.platform.test.TestApi;
import io.agentplane.platform.test.TestCaller;
import io.agentplane.platform.test.TestKafka;
import io.agentplane.platform.test.TestPostgres.Database;
import java.util.Objects;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** One of several replicas on the same database. Closing it is an orderly stop. */
public record Replica(ConfigurableApplicationContext context) implements AutoCloseable {

    /** Starts a replica; it leaves the registry's events to others. */
    public static Replica start(Database database, String... properties) {
        return new Replica(new SpringApplicationBuilder(PolicyService.class)
                .initializers(new RealInfrastructure(database, TestKafka.bootstrapServers()))
                .properties("spring.kafka.listener.auto-startup=false")
                .properties(properties)
                .run());
    }

    /** Starts a replica that takes its share of what the broker has. */
    public static Replica listening(Database database, String bootstrapServers, String... properties) {
        return new Replica(new SpringApplicationBuilder(PolicyService.class)
                .initializers(new RealInfrastructure(database, bootstrapServers))
                .properties(properties)
                .run());
    }

    public TestApi api(TestCaller caller) {
        return TestApi.at(Objects.requireNonNull(context.getEnvironment().getProperty("local.server.port")), caller);
    }

    @Override
    public void close() {
        context.close();
    }
}
