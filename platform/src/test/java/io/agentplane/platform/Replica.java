package io.agentplane.platform;

import io.agentplane.platform.test.RealInfrastructure;
import io.agentplane.platform.test.TestPostgres.Database;
import java.util.ArrayList;
import java.util.List;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** Starts replicas of the note service on one database. */
public final class Replica {

    private Replica() {}

    public static ConfigurableApplicationContext start(
            Database database, String bootstrapServers, String... properties) {
        List<String> all = new ArrayList<>(List.of("agentplane.outbox.election-interval=100ms"));
        all.addAll(List.of(properties));
        return new SpringApplicationBuilder(NoteService.class)
                .initializers(new RealInfrastructure(database, bootstrapServers))
                .properties(all.toArray(String[]::new))
                .run();
    }
}
