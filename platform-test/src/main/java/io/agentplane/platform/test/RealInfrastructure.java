package io.agentplane.platform.test;

import io.agentplane.platform.test.TestPostgres.Database;
import java.util.HashMap;
import java.util.Map;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.MapPropertySource;

/** Points a context at a real database of its own, the real broker, and the keys of {@link TestCaller}. */
public final class RealInfrastructure implements ApplicationContextInitializer<ConfigurableApplicationContext> {

    private final Database database;
    private final String bootstrapServers;

    /** Used by {@link ServiceTest}: each context has a new database. */
    public RealInfrastructure() {
        this(TestPostgres.createDatabase(), TestKafka.bootstrapServers());
    }

    /** For several replicas on one database. */
    public RealInfrastructure(Database database, String bootstrapServers) {
        this.database = database;
        this.bootstrapServers = bootstrapServers;
    }

    @Override
    public void initialize(ConfigurableApplicationContext context) {
        context.getEnvironment().getPropertySources().addFirst(new MapPropertySource("test", properties()));
        context.getBeanFactory().registerSingleton("testDatabase", database);
        OrderlyEnd.add(context);
    }

    private Map<String, Object> properties() {
        Map<String, Object> properties = new HashMap<>();
        properties.put("spring.datasource.url", database.url());
        properties.put("spring.datasource.username", database.username());
        properties.put("spring.datasource.password", database.password());
        properties.put("spring.kafka.bootstrap-servers", bootstrapServers);
        properties.put("agentplane.identity.jwks-uri", TestCaller.jwksUri());
        properties.put("agentplane.identity.trusted." + TestCaller.TRUSTED_SERVICE, TestCaller.jwksUri());
        properties.put("agentplane.events.partitions", "3");
        properties.put("agentplane.events.first-retry", "20ms");
        // Tests say themselves when old rows are to go.
        properties.put("agentplane.retention.first-delay", "1d");
        properties.put("server.port", "0");
        properties.put("management.server.port", "0");
        return properties;
    }
}
