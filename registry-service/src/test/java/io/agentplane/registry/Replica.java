package io.agentplane.registry;

import io.agentplane.platform.test.RealInfrastructure;
import io.agentplane.platform.test.TestApi;
import io.agentplane.platform.test.TestCaller;
import io.agentplane.platform.test.TestKafka;
import io.agentplane.platform.test.TestPostgres.Database;
import java.util.Objects;
import java.util.stream.Stream;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** One of several replicas on the same database. Closing it is an orderly stop. Never start two at the same moment. */
public record Replica(ConfigurableApplicationContext context) implements AutoCloseable {

    /** The properties stand above those of the service's own files. */
    public static Replica start(Database database, String... properties) {
        return new Replica(new SpringApplicationBuilder(RegistryService.class)
                .initializers(new RealInfrastructure(database, TestKafka.bootstrapServers()))
                .run(Stream.of(properties).map("--"::concat).toArray(String[]::new)));
    }

    public TestApi api(TestCaller caller) {
        return TestApi.at(port(), caller);
    }

    public String port() {
        return Objects.requireNonNull(context.getEnvironment().getProperty("local.server.port"));
    }

    @Override
    public void close() {
        context.close();
    }
}
