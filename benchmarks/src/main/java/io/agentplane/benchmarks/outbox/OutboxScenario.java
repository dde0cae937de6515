package io.agentplane.benchmarks.outbox;

import io.agentplane.benchmarks.measure.Effort;
import io.agentplane.benchmarks.measure.Latencies;
import io.agentplane.benchmarks.measure.Repeats;
import io.agentplane.benchmarks.measure.Table;
import io.agentplane.local.ClusterOptions;
import io.agentplane.local.LocalCluster;
import io.agentplane.local.kafka.KafkaBroker;
import io.agentplane.local.kafka.KafkaLogins;
import io.agentplane.local.postgres.Database;
import io.agentplane.local.postgres.PostgresServer;
import io.agentplane.local.state.ClusterState;
import io.agentplane.local.state.DataFolder;
import io.agentplane.local.state.Ports;
import io.agentplane.migrations.Schema;
import io.agentplane.platform.outbox.Outbox;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.SmartLifecycle;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Measures the platform's outbox in a service of its own, with the local cluster's PostgreSQL and Kafka as processes
 * beside it. Every figure is taken three times after one round that only warms up.
 */
public final class OutboxScenario {

    private static final String SCHEMA = "benchmark";
    private static final int REPEATS = 3;
    private static final int WAITING_EVENTS = 100_000;
    private static final int EVENTS_PER_TRANSACTION = 1_000;
    private static final int WRITERS = 8;
    private static final int COMMITS_PER_SECOND = 200;
    private static final Duration LENGTH = Duration.ofSeconds(20);
    private static final Duration LIMIT = Duration.ofMinutes(2);

    private final ClusterOptions options;
    private final Effort effort;

    public OutboxScenario(ClusterOptions options, Effort effort) {
        this.options = options;
        this.effort = effort;
    }

    public void run(PrintStream out) throws Exception {
        DataFolder.deleteTree(options.data().root());
        LocalCluster stores = LocalCluster.claim(options, new Stores(options), (part, state, process) -> {});
        try (stores) {
            stores.startParts();
            try (ConfigurableApplicationContext service = startService();
                    Arrivals arrivals = new Arrivals(bootstrapServers(), login())) {
                new Measurement(service, arrivals, effort).run(out);
            }
        }
    }

    private ConfigurableApplicationContext startService() throws IOException {
        Database database = new Database(options.data(), port(PostgresServer.NAME));
        database.migrate(new Schema(SCHEMA, SCHEMA + "_owner", SCHEMA, List.of(Schema.History.PLATFORM), false, null));
        Map<String, Object> login = new HashMap<>();
        login().forEach((name, value) -> login.put("spring.kafka.properties." + name, value));
        return new SpringApplicationBuilder(OutboxService.class)
                .properties(login)
                .properties(
                        "spring.config.name=outbox",
                        "spring.datasource.url=" + database.url(),
                        "spring.datasource.username=" + SCHEMA,
                        "spring.datasource.password=" + database.password(SCHEMA),
                        "spring.kafka.bootstrap-servers=" + bootstrapServers())
                .run();
    }

    /** The measured service is none of those that have rights. */
    private Map<String, String> login() throws IOException {
        return new KafkaLogins(options.data()).client(KafkaLogins.ADMINISTRATOR);
    }

    private String bootstrapServers() throws IOException {
        return "127.0.0.1:" + port(KafkaBroker.NAME);
    }

    private int port(String part) throws IOException {
        return new Ports(ClusterState.read(options.data()).orElseThrow().ports()).of(part);
    }

    /** The three figures of one started service. */
    private static final class Measurement {

        private final Outbox outbox;
        private final SmartLifecycle relay;
        private final MeterRegistry metrics;
        private final TransactionTemplate transaction;
        private final Arrivals arrivals;
        private final int repeats;
        private final int waitingEvents;
        private final Duration length;

        Measurement(ConfigurableApplicationContext service, Arrivals arrivals, Effort effort) {
            this.outbox = service.getBean(Outbox.class);
            this.relay = service.getBean("outboxRelay", SmartLifecycle.class);
            this.metrics = service.getBean(MeterRegistry.class);
            this.transaction = new TransactionTemplate(service.getBean(PlatformTransactionManager.class));
            this.arrivals = arrivals;
            this.repeats = effort.repeats(REPEATS);
            this.waitingEvents = effort.count(WAITING_EVENTS, EVENTS_PER_TRANSACTION);
            this.length = effort.time(LENGTH);
        }

        void run(PrintStream out) throws Exception {
            store("first");
            await(() -> arrivals.count() == 1);
            drain();
            double[] drained = new double[repeats];
            double[] committed = new double[repeats];
            double[] received = new double[repeats];
            double[] half = new double[repeats];
            double[] most = new double[repeats];
            for (int repeat = 0; repeat < repeats; repeat++) {
                drained[repeat] = drain();
            }
            for (int repeat = 0; repeat < repeats; repeat++) {
                Throughput throughput = sustain();
                committed[repeat] = throughput.committed();
                received[repeat] = throughput.received();
            }
            for (int repeat = 0; repeat < repeats; repeat++) {
                Latencies delays = delays();
                half[repeat] = delays.percentile(50);
                most[repeat] = delays.percentile(99);
            }
            out.println(new Table("outbox", "median (least to greatest of %d)".formatted(repeats))
                    .row(
                            "%,d waiting events to Kafka and acknowledged, events/s".formatted(waitingEvents),
                            new Repeats(drained).show(0))
                    .row("8 writers of one event per transaction, transactions/s", new Repeats(committed).show(0))
                    .row("the same, events/s at a consumer", new Repeats(received).show(0))
                    .row("commit to consumer at 200 commits/s, P50, ms", new Repeats(half).show(1))
                    .row("commit to consumer at 200 commits/s, P99, ms", new Repeats(most).show(1)));
        }

        /** Events per second from a full outbox. */
        private double drain() {
            relay.stop();
            for (int stored = 0; stored < waitingEvents; stored += EVENTS_PER_TRANSACTION) {
                List<SampleEvent> events = IntStream.range(0, EVENTS_PER_TRANSACTION)
                        .mapToObj(event -> SampleEvent.of(UUID.randomUUID().toString()))
                        .toList();
                transaction.executeWithoutResult(status -> outbox.store(events));
            }
            double all = acknowledged() + waitingEvents;
            long expected = arrivals.count() + waitingEvents;
            long began = System.nanoTime();
            relay.start();
            await(() -> acknowledged() >= all);
            double seconds = secondsSince(began);
            await(() -> arrivals.count() >= expected);
            arrivals.forgetTimes();
            return waitingEvents / seconds;
        }

        private double acknowledged() {
            return metrics.counter("agentplane.outbox.sent").count();
        }

        /** As many transactions as writers manage, with the relay running. */
        private Throughput sustain() throws Exception {
            long before = arrivals.count();
            long began = System.nanoTime();
            long end = began + length.toNanos();
            long stored = 0;
            long receivedInTime;
            try (ExecutorService writers = Executors.newFixedThreadPool(WRITERS)) {
                List<Callable<Long>> work = IntStream.range(0, WRITERS)
                        .mapToObj(writer -> (Callable<Long>) () -> storeUntil(end))
                        .toList();
                for (var written : writers.invokeAll(work)) {
                    stored += written.get();
                }
                receivedInTime = arrivals.count() - before;
            }
            double seconds = secondsSince(began);
            long all = before + stored;
            await(() -> arrivals.count() >= all);
            arrivals.forgetTimes();
            return new Throughput(stored / seconds, receivedInTime / seconds);
        }

        private long storeUntil(long end) {
            long stored = 0;
            while (System.nanoTime() < end) {
                store(UUID.randomUUID().toString());
                stored++;
            }
            return stored;
        }

        private Latencies delays() {
            Map<String, Long> commits = new HashMap<>();
            long gap = Duration.ofSeconds(1).toNanos() / COMMITS_PER_SECOND;
            long before = arrivals.count();
            long due = System.nanoTime();
            for (long end = due + length.toNanos(); due < end; due += gap) {
                LockSupport.parkNanos(due - System.nanoTime());
                String subject = UUID.randomUUID().toString();
                store(subject);
                commits.put(subject, System.nanoTime());
            }
            await(() -> arrivals.count() >= before + commits.size());
            Latencies delays = new Latencies();
            commits.forEach((subject, committed) -> delays.record(arrivals.timeOf(subject) - committed));
            arrivals.forgetTimes();
            return delays;
        }

        private void store(String subject) {
            transaction.executeWithoutResult(status -> outbox.store(List.of(SampleEvent.of(subject))));
        }

        private static void await(BooleanSupplier condition) {
            long began = System.nanoTime();
            while (!condition.getAsBoolean()) {
                if (secondsSince(began) > LIMIT.toSeconds()) {
                    throw new IllegalStateException("Events are missing");
                }
                LockSupport.parkNanos(Duration.ofMillis(1).toNanos());
            }
        }

        private static double secondsSince(long began) {
            return (System.nanoTime() - began) / 1e9;
        }
    }

    private record Throughput(double committed, double received) {}
}
