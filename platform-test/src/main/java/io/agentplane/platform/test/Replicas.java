package io.agentplane.platform.test;

import io.agentplane.platform.test.TestPostgres.Database;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.springframework.boot.builder.SpringApplicationBuilder;

/**
 * The replicas of a service in this JVM, on one database. A test class shares them between its methods where it can, each
 * method in a namespace of its own, because a start takes seconds. Closing stops all that still run, at the same time.
 */
public final class Replicas implements AutoCloseable {

    private final Class<?> service;
    private final Database database;
    private final String bootstrapServers;
    private final List<String> settings;
    private final List<Replica> running = new CopyOnWriteArrayList<>();

    private Replicas(Class<?> service, Database database, String bootstrapServers, List<String> settings) {
        this.service = service;
        this.database = database;
        this.bootstrapServers = bootstrapServers;
        this.settings = settings;
    }

    /**
     * None yet, for a new database.
     *
     * @param settings of all of them, above those of the service's own files, such as {@code server.port=0}
     */
    public static Replicas of(Class<?> service, String... settings) {
        return new Replicas(service, TestPostgres.createDatabase(), TestKafka.bootstrapServers(), List.of(settings));
    }

    /** The same with a broker of the test's own. */
    public Replicas on(String otherBootstrapServers) {
        return new Replicas(service, database, otherBootstrapServers, settings);
    }

    /** Starts one more. Never call this from two threads: the logging of a JVM is set up by one start at a time. */
    public Replica start(String... more) {
        String[] arguments = Stream.concat(settings.stream(), Stream.of(more))
                .map("--"::concat)
                .toArray(String[]::new);
        var replica = new Replica(new SpringApplicationBuilder(service)
                .initializers(new RealInfrastructure(database, bootstrapServers))
                .run(arguments));
        running.add(replica);
        return replica;
    }

    public Database database() {
        return database;
    }

    @Override
    public void close() {
        List<Thread> stopping = new ArrayList<>();
        for (Replica replica : running) {
            stopping.add(Thread.ofPlatform().start(replica::close));
        }
        running.clear();
        try {
            for (Thread stop : stopping) {
                stop.join();
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
