package io.agentplane.scheduler;

import io.agentplane.platform.test.RealInfrastructure;
import io.agentplane.platform.test.TestCaller;
import io.agentplane.platform.test.TestKafka;
import io.agentplane.platform.test.TestPostgres.Database;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.test.web.servlet.client.RestTestClient;

/** One of several replicas on the same database. Closing it is an orderly stop. */
record Replica(ConfigurableApplicationContext context) implements AutoCloseable {

    static Replica start(Database database, String... properties) {
        return new Replica(new SpringApplicationBuilder(SchedulerService.class)
                .initializers(new RealInfrastructure(database, TestKafka.bootstrapServers()))
                .properties("spring.kafka.listener.auto-startup=false")
                .properties(properties)
                .run());
    }

    Api api(TestCaller caller) {
        String port = context.getEnvironment().getRequiredProperty("local.server.port");
        return new Api(
                RestTestClient.bindToServer()
                        .baseUrl("http://127.0.0.1:" + port + "/api/v1")
                        .build(),
                caller);
    }

    @Override
    public void close() {
        context.close();
    }
}
